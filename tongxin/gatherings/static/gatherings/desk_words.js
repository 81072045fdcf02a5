// The desk's sentences, translated by the server and kept with the page.

const sentences = JSON.parse(document.getElementById("desk-words").textContent);

export const say = (code, parts = {}) =>
  Object.entries(parts).reduce((text, [name, value]) => text.replace(`{${name}}`, value), sentences[code] || code);
