// A form is sent once, and HTMX answers that are whole pages or failures are told, never swallowed.

import { announce, element, say } from "./words.js";

const LONG = 20000;

const sendersOf = (form) => [...document.querySelectorAll("button")].filter((one) => one.form === form && one.type === "submit");

const free = (button) => {
  button.disabled = false;
  button.removeAttribute("aria-busy");
};

const hold = (form) => {
  sendersOf(form).forEach((one) => {
    one.disabled = true;
    one.setAttribute("aria-busy", "true");
  });
  setTimeout(() => sendersOf(form).forEach(free), LONG);
  announce(say("working"));
};

// Later, so that every listener has had its say and the browser has read the pressed button's name and value.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (form.method === "post" && form.target !== "_blank") setTimeout(() => event.defaultPrevented || hold(form));
});

window.addEventListener("pageshow", () => document.querySelectorAll("button[aria-busy]").forEach(free));

document.addEventListener("htmx:configRequest", (event) => {
  const token = document.querySelector("input[name=csrfmiddlewaretoken]");
  if (token) event.detail.headers["X-CSRFToken"] = token.value;
});

document.addEventListener("htmx:beforeSwap", (event) => {
  const { xhr, target } = event.detail;
  if (target === document.body || !/^\s*<!doctype html/i.test(xhr.response)) return;
  event.detail.shouldSwap = false;
  window.location.assign(xhr.responseURL);
});

// A refusal comes with its sentence: HX-Trigger: {"tongxin:refused": {"sentence": …}}.
const sentenceOf = (xhr) => {
  try {
    return JSON.parse(xhr.getResponseHeader("HX-Trigger"))["tongxin:refused"].sentence;
  } catch {
    return say("failed");
  }
};

const fail = (event) => {
  const messages = document.getElementById("messages");
  const notice = element("div", "notice tone--red");
  notice.append(element("p", "notice__text", sentenceOf(event.detail.xhr)));
  if (messages) messages.replaceChildren(notice);
};

document.addEventListener("htmx:sendError", fail);
document.addEventListener("htmx:responseError", fail);
document.addEventListener("htmx:beforeSend", (event) => {
  event.detail.target?.classList.add("is-waiting");
  if (event.detail.elt.matches("form[hx-post]")) setTimeout(() => hold(event.detail.elt));
});
document.addEventListener("htmx:afterRequest", (event) => {
  event.detail.target?.classList.remove("is-waiting");
  if (event.detail.elt.matches("form[hx-post]")) setTimeout(() => sendersOf(event.detail.elt).forEach(free));
});
