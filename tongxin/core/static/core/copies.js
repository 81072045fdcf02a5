// Copies of unfinished text on this device, kept by person and form, gone at sign-out.

import { cookie, local, session } from "./storage.js";

const ROOT = "tongxin.draft.";
const DONE = "tongxin_draft_done";

let isForgotten = false;

export const person = document.body.dataset.person;

const nameOf = (key) => `${ROOT}${person}.${key}`;
const mine = (store) => Object.keys(store).filter((name) => name.startsWith(nameOf("")));

export const read = (key) => local((store) => JSON.parse(store.getItem(nameOf(key))));

// Answers whether the copy is really there. After signing out nothing is kept, not even while the page closes.
export const keep = (key, copy) =>
  !isForgotten &&
  local((store) => {
    store.setItem(nameOf(key), JSON.stringify(copy));
    return true;
  });

export const drop = (key) => local((store) => store.removeItem(nameOf(key)));

export const isAny = () => local((store) => mine(store).length > 0);

export const forget = () => {
  isForgotten = true;
  local((store) => mine(store).forEach((name) => store.removeItem(name)));
  session((store) => store.clear());
};

// A response says by a cookie that a form's text has arrived (`pages.draft_done`).
const done = cookie(DONE);
if (done) {
  drop(done);
  document.cookie = `${DONE}=; max-age=0; path=/; samesite=lax`;
}
