// A member's own code: whose it is, since which minute, and a proof that the desk checks without asking anybody.

const FORM = /^([2-9a-z]{12})\.(\d{1,12})\.([0-9a-f]{12})$/;
const STEP = 60_000;
const LASTS = 5;

export const read = (text) => {
  const found = FORM.exec(text.trim());
  return found && { person: found[1], step: Number(found[2]), proof: found[3] };
};

const bytes = (hex) => Uint8Array.from(hex.match(/../g), (pair) => parseInt(pair, 16));
const hex = (buffer) => [...new Uint8Array(buffer)].map((byte) => byte.toString(16).padStart(2, "0")).join("");

const proofOf = async (key, step) => {
  const how = { name: "HMAC", hash: "SHA-256" };
  const signing = await crypto.subtle.importKey("raw", bytes(key), how, false, ["sign"]);
  return hex(await crypto.subtle.sign("HMAC", signing, new TextEncoder().encode(String(step)))).slice(0, 12);
};

// Gives the code of the sentence that says why not, or "" for a good one. `now`: the right time, in milliseconds.
export const fault = async (code, key, now) => {
  if (!window.crypto?.subtle) return "no_proof";
  if ((await proofOf(key, code.step)) !== code.proof) return "false_code";
  return Math.abs(Math.floor(now / STEP) - code.step) > LASTS ? "old_code" : "";
};
