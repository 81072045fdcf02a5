// Lists: ticks and their count, the place one left, what a change of the list says to those who listen.

import { session } from "./storage.js";
import { announce, say } from "./words.js";

const PLACE = "tongxin.place.";
const placeOf = (list) => PLACE + list.dataset.listPlace;

const count = (list) => {
  const form = list.querySelector("form[data-bulk]");
  if (!form) return;
  const ticks = [...list.querySelectorAll("input[name=ids]")];
  const ticked = ticks.filter((tick) => tick.checked);
  ticks.forEach((tick) => tick.closest("tr").setAttribute("aria-selected", String(tick.checked)));
  form.querySelector("[data-bulk-count]").textContent = ticked.length ? say("selected", { n: ticked.length }) : "";
  form.classList.toggle("bulk--ticked", ticked.length > 0);
  const all = list.querySelector("[data-tick-all]");
  all.hidden = false;
  all.checked = ticked.length === ticks.length;
  all.indeterminate = ticked.length > 0 && ticked.length < ticks.length;
};

const begin = (list) => {
  count(list);
  session((store) => store.setItem(placeOf(list), window.location.search));
};

document.addEventListener("change", (event) => {
  const list = event.target.closest(".list");
  if (!list) return;
  if (event.target.matches("[data-tick-all]")) {
    list.querySelectorAll("input[name=ids]").forEach((tick) => (tick.checked = event.target.checked));
  }
  if (event.target.matches("[data-tick-all], input[name=ids]")) count(list);
});

document.querySelectorAll("[data-list-place]").forEach(begin);
document.addEventListener("htmx:pushedIntoHistory", () => document.querySelectorAll("[data-list-place]").forEach(begin));
document.addEventListener("htmx:load", (event) => {
  if (!event.target.matches?.("[data-list-place]")) return;
  begin(event.target);
  announce(event.target.querySelector("[data-announce]")?.textContent.trim() || "");
});

document.querySelectorAll("a[data-list]").forEach((link) => {
  link.href = link.getAttribute("href") + (session((store) => store.getItem(PLACE + link.dataset.list)) || "");
});
