// Looks for secrecy marks on the device before a form is saved or sent. A mark stops both and clears nothing.
// Forms say data-secrecy, or data-secrecy="marks" where personal numbers are what they are for; the rules come from {% secrecy_check %}. Without rules nothing leaves.

import { announce, element, say } from "./words.js";

const rules = () => {
  const holder = document.getElementById("secrecy-rules");
  return holder && typeof TongxinText !== "undefined" ? JSON.parse(holder.textContent) : null;
};

const textsOf = (form) =>
  [...form.elements]
    .filter((box) => box.name && !box.disabled && !["hidden", "password", "submit", "button"].includes(box.type))
    .map((box) => ({ box, text: box.files ? [...box.files].map((file) => file.name).join("\n") : box.value || "" }))
    .filter(({ text }) => text);

const hitsIn = (form, known) =>
  textsOf(form).flatMap(({ box, text }) => [
    ...TongxinText.secrecyMarks(text, known).map((hit) => ({ box, ...hit })),
    ...(form.dataset.secrecy === "marks" ? [] : TongxinText.personalNumbers(text, known)).map((hit) => ({ box, ...hit })),
  ]);

const labelOf = (box) => (box.labels && box.labels[0] ? box.labels[0].firstChild.textContent.trim() : box.name);

const lineFor = (hit) => {
  const line = element("li");
  const link = element("a", "", labelOf(hit.box));
  link.href = `#${hit.box.id}`;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    hit.box.focus();
    if (hit.box.setSelectionRange && !hit.box.files) hit.box.setSelectionRange(hit.start, hit.end);
  });
  line.append(link, " ", hit.sentence);
  return line;
};

const panelOf = (form) => {
  const known = form.querySelector("[data-secrecy-panel]");
  if (known) return known;
  const panel = element("div", "notice draft-panel");
  panel.dataset.secrecyPanel = "";
  panel.setAttribute("role", "alert");
  form.prepend(panel);
  return panel;
};

const show = (form, title, hits, tone) => {
  const panel = panelOf(form);
  const text = element("div", "notice__text");
  const list = element("ul");
  hits.forEach((hit) => list.append(lineFor(hit)));
  text.append(element("p", "notice__title", title), list);
  panel.className = `notice draft-panel tone--${tone}`;
  panel.replaceChildren(text);
  return panel;
};

const clear = (form) => form.querySelectorAll("[data-secrecy-panel]").forEach((panel) => panel.remove());

// Whether the form's text may leave the page, or be kept on this device. Says why not.
export const mayLeave = (form, { asking = false } = {}) => {
  if (!form || !form.hasAttribute("data-secrecy")) return true;
  const known = rules();
  if (!known) {
    show(form, say("secret_not_ready"), [], "red");
    return false;
  }
  const hits = hitsIn(form, known);
  const stopping = hits.filter((hit) => hit.level === "stop");
  if (stopping.length) {
    const panel = show(form, say("secret_stop"), stopping, "red");
    if (asking) panel.scrollIntoView({ block: "center" });
    announce(stopping[0].sentence);
    return false;
  }
  return asking ? confirmed(form, hits) : cleared(form);
};

const cleared = (form) => {
  if (form.querySelector("[data-secrecy-panel].tone--red")) clear(form);
  return true;
};

const confirmed = (form, hits) => {
  const seen = hits.map((hit) => `${hit.code} ${hit.found}`).join("\n");
  if (!hits.length || form.dataset.secrecySeen === seen) {
    clear(form);
    return true;
  }
  form.dataset.secrecySeen = seen;
  show(form, say("secret_warn"), hits, "amber").scrollIntoView({ block: "center" });
  announce(say("secret_warn"));
  return false;
};

// Capturing: no other listener may send the text before it has been looked at.
document.addEventListener(
  "submit",
  (event) => {
    if (mayLeave(event.target, { asking: true })) return;
    event.preventDefault();
    event.stopImmediatePropagation();
  },
  true,
);

document.addEventListener("htmx:beforeRequest", (event) => {
  const form = event.detail.elt.closest("form[data-secrecy]");
  if (form && form !== event.detail.elt && !mayLeave(form)) event.preventDefault();
});
