// Nothing typed is lost: a form with data-draft="key" is copied on this device at once, and saved to
// data-autosave-url soon after. The server answers {saved_at, version}, or 409 {version, values} when the text was
// changed elsewhere. The view that takes the text for good calls `pages.draft_done(response, key)`.

import * as copies from "./copies.js";
import { mayLeave } from "./secrecy.js";
import { cookie } from "./storage.js";
import { announce, button, element, say } from "./words.js";

const AT_ONCE = 300;
const SOON = 3000;
const LATER = 15000;
const NOT_TEXT = new Set(["csrfmiddlewaretoken", "request_key", "version", "identity"]);
const NOT_TYPED = new Set(["file", "hidden", "submit", "button"]);

const clock = () => new Date().toLocaleTimeString("zh-CN", { hour: "2-digit", minute: "2-digit", hourCycle: "h23" });
const isJson = (response) => (response.headers.get("Content-Type") || "").includes("json");
const isSame = (one, other) => JSON.stringify(one) === JSON.stringify(other);

class Draft {
  constructor(form) {
    this.form = form;
    this.key = form.dataset.draft;
    this.url = form.dataset.autosaveUrl;
    this.status = form.querySelector("[data-draft-status]") || form.appendChild(element("p", "draft-status"));
    this.served = this.values();
    this.restore();
    form.addEventListener("input", () => this.changed());
    form.addEventListener("submit", (event) => event.defaultPrevented || this.sent());
    window.addEventListener("online", () => this.isDirty && this.save());
    window.addEventListener("pagehide", () => this.isDirty && this.keep());
  }

  get version() {
    return this.form.elements.version?.value || "";
  }

  set version(value) {
    if (this.form.elements.version) this.form.elements.version.value = value;
  }

  values() {
    const values = {};
    for (const [name, value] of new FormData(this.form)) {
      if (!NOT_TEXT.has(name) && typeof value === "string") (values[name] ||= []).push(value);
    }
    return values;
  }

  // A page with boxes that come and go listens for draft:fill and makes room first.
  fill(values) {
    this.form.dispatchEvent(new CustomEvent("draft:fill", { detail: values }));
    const boxes = [...this.form.elements].filter((box) => box.name && !NOT_TEXT.has(box.name) && !NOT_TYPED.has(box.type));
    for (const box of boxes) {
      const wanted = values[box.name] || [];
      if (["checkbox", "radio"].includes(box.type)) box.checked = wanted.includes(box.value);
      else if (box.multiple) for (const option of box.options) option.selected = wanted.includes(option.value);
      else if (box.name in values) box.value = wanted[boxes.filter((one) => one.name === box.name).indexOf(box)] ?? "";
    }
  }

  restore() {
    const copy = copies.read(this.key);
    if (!copy) return;
    if (isSame(copy.values, this.served)) copies.drop(this.key);
    else if (copy.sent) this.offer(copy);
    else if (copy.version !== this.version) this.showBoth(copy.values, this.served);
    else this.bringBack(copy);
  }

  // Sent, but perhaps never arrived: the writer decides.
  offer(copy) {
    const panel = this.panel("blue", say("was_sent", { time: copy.time }));
    panel.append(
      button(say("fetch_back"), () => this.take(copy.values)),
      " ",
      button(say("let_go"), () => this.take(this.served), "quiet"),
    );
  }

  bringBack(copy) {
    this.fill(copy.values);
    this.isDirty = true;
    this.panel("blue", say("restored", { time: copy.time })).append(
      button(say("use_server"), () => this.take(this.served)),
    );
    this.later(SOON);
  }

  changed() {
    this.isDirty = true;
    clearTimeout(this.copying);
    this.copying = setTimeout(() => this.keep(), AT_ONCE);
    this.later(SOON);
  }

  keep(more = {}) {
    if (!mayLeave(this.form)) return;
    const time = clock();
    const isKept = copies.keep(this.key, { values: this.values(), version: this.version, time, ...more });
    if (isKept && !this.url) this.tell(say("kept", { time }));
  }

  sent() {
    clearTimeout(this.timer);
    clearTimeout(this.copying);
    this.keep({ sent: true });
    this.isDirty = false;
  }

  later(wait) {
    clearTimeout(this.timer);
    if (this.url) this.timer = setTimeout(() => this.save(), wait);
  }

  async save() {
    if (this.isStopped || !mayLeave(this.form)) return;
    if (this.isSaving) return this.later(SOON);
    this.isSaving = true;
    this.isDirty = false;
    this.tell(say("saving"));
    try {
      await this.answered(await this.post());
    } catch {
      this.retry("offline");
    }
    this.isSaving = false;
  }

  post() {
    const token = cookie("csrftoken");
    if (token) this.form.elements.csrfmiddlewaretoken.value = token;
    const body = new FormData(this.form);
    [...body.keys()].filter((name) => body.get(name) instanceof File).forEach((name) => body.delete(name));
    const headers = { Accept: "application/json", "X-Requested-With": "XMLHttpRequest" };
    return fetch(this.url, { method: "POST", body, headers, credentials: "same-origin", redirect: "manual" });
  }

  async answered(response) {
    const answer = isJson(response) ? await response.json() : {};
    if (response.ok && answer.saved_at) this.saved(answer);
    else if (response.status === 409 && answer.values) this.conflict(answer);
    else if (response.status === 409) this.retry("refused");
    else if (response.type === "opaqueredirect" || [401, 403].includes(response.status)) this.signedOut();
    else this.retry("not_saved");
  }

  saved(answer) {
    if (answer.version !== undefined) this.version = answer.version;
    this.isDirty ? this.keep() : copies.drop(this.key);
    this.served = this.isDirty ? this.served : this.values();
    this.tell(say("saved", { time: answer.saved_at }));
  }

  retry(reason) {
    this.isDirty = true;
    this.keep();
    this.tell(say(reason));
    this.later(LATER);
  }

  signedOut() {
    this.retry("signed_out");
    const link = element("a", "", say("sign_in"));
    link.href = "/";
    link.target = "_blank";
    this.status.append(" ", link);
  }

  conflict(answer) {
    const theirs = Object.entries(answer.values).map(([name, value]) => [name, [].concat(value)]);
    this.version = answer.version;
    this.isDirty = true;
    this.keep();
    this.showBoth(this.values(), Object.fromEntries(theirs));
  }

  // Both texts side by side; saving waits until the writer has chosen.
  showBoth(mine, theirs) {
    this.isStopped = true;
    const both = element("div", "draft-both");
    both.append(this.text(mine, "mine", "take_mine"), this.text(theirs, "theirs", "take_theirs"));
    this.panel("amber", say("conflict")).append(both);
    this.tell("");
    announce(say("conflict"));
  }

  text(values, title, verb) {
    const column = element("div");
    const words = element("pre", "", Object.values(values).flat().filter(Boolean).join("\n\n"));
    words.tabIndex = 0;
    column.append(element("p", "notice__title", say(title)), words, button(say(verb), () => this.take(values)));
    return column;
  }

  take(values) {
    this.isStopped = false;
    this.fill(values);
    this.form.querySelectorAll("[data-draft-panel]").forEach((panel) => panel.remove());
    this.form.querySelector("textarea, input:not([type=hidden])")?.focus();
    if (isSame(values, this.served)) copies.drop(this.key);
    else this.changed();
  }

  panel(tone, title) {
    this.form.querySelectorAll("[data-draft-panel]").forEach((old) => old.remove());
    const panel = element("div", `notice draft-panel tone--${tone}`);
    const text = element("div", "notice__text");
    panel.dataset.draftPanel = "";
    text.append(element("p", "notice__title", title));
    panel.append(text);
    this.form.prepend(panel);
    return text;
  }

  tell(text) {
    this.status.textContent = text;
  }
}

const begin = (root) => {
  if (!copies.person) return;
  root.querySelectorAll("form[data-draft]:not([data-draft-on])").forEach((form) => {
    form.dataset.draftOn = "";
    new Draft(form);
  });
};

begin(document);
document.addEventListener("htmx:load", (event) => begin(event.target));

// Signing out clears this person's copies; they are spoken of first.
document.addEventListener("submit", (event) => {
  const form = event.target;
  if (!form.hasAttribute("data-signout") || event.defaultPrevented) return;
  if (!copies.isAny() || form.dataset.warned) return copies.forget();
  event.preventDefault();
  form.dataset.warned = "yes";
  form.prepend(element("p", "menu__who", say("unsaved_sign_out")));
  announce(say("unsaved_sign_out"));
});
