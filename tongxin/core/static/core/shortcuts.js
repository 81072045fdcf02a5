// Keyboard: an element with data-key="l" is pressed by that key; ? opens the list of keys, where they can be turned off.

import { local } from "./storage.js";
import { button, element, say } from "./words.js";

const OFF = "tongxin.keys.off";
const isOff = () => local((store) => store.getItem(OFF)) === "1";
const isTyping = (target) => target.closest("input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable]");

const visible = () => [...document.querySelectorAll("[data-key]")].filter((one) => one.offsetParent && !one.disabled);

const press = (wanted) => {
  const found = visible().find((one) => one.dataset.key.toLowerCase() === wanted.toLowerCase());
  if (!found) return false;
  if (found.matches("input, textarea, select")) found.focus();
  else found.click();
  return true;
};

const labelOf = (one) => {
  const copy = one.cloneNode(true);
  copy.querySelectorAll("kbd, .sr-only").forEach((part) => part.remove());
  return one.dataset.keyLabel || one.getAttribute("aria-label") || copy.textContent.trim();
};

const lines = () => {
  const list = element("dl", "keys");
  const entries = [...visible().map((one) => [one.dataset.key, labelOf(one)]), ["?", say("key_help")]];
  for (const [key, label] of entries) {
    const name = element("dt");
    name.append(element("kbd", "", key));
    list.append(name, element("dd", "", label));
  }
  return list;
};

const toggle = () => {
  const choice = element("label", "choice", say("keys_on"));
  const box = element("input");
  box.type = "checkbox";
  box.checked = !isOff();
  box.addEventListener("change", () => local((store) => store.setItem(OFF, box.checked ? "0" : "1")));
  choice.prepend(box);
  return choice;
};

const open = () => {
  const dialog = element("dialog");
  const title = element("h2", "", say("keys"));
  title.id = "keys-title";
  dialog.setAttribute("aria-labelledby", "keys-title");
  dialog.append(title, lines(), toggle(), button(say("close"), () => dialog.close()));
  dialog.addEventListener("close", () => dialog.remove());
  document.body.append(dialog);
  dialog.showModal();
};

document.addEventListener("keydown", (event) => {
  if (event.ctrlKey || event.metaKey || event.altKey || event.isComposing || event.keyCode === 229) return;
  if (isOff() || isTyping(event.target) || document.querySelector("dialog[open]")) return;
  if (event.key === "?") open();
  else if (event.key.length !== 1 || !press(event.key)) return;
  event.preventDefault();
});

document.querySelectorAll("[data-keys]").forEach((opener) => {
  opener.hidden = false;
  opener.addEventListener("click", open);
});
