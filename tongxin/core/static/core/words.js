// The sentences that the server has translated for the scripts, and the page's voice for those who listen.

const holder = document.getElementById("words");
const sentences = (holder && JSON.parse(holder.textContent)) || {};

export const say = (code, parts = {}) =>
  Object.entries(parts).reduce((text, [name, value]) => text.replace(`{${name}}`, value), sentences[code] || code);

export const announce = (text) => {
  const live = document.getElementById("live");
  if (live) live.textContent = text;
};

export const element = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

export const button = (label, act, kind = "plain") => {
  const made = element("button", `button button--${kind}`, label);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
};
