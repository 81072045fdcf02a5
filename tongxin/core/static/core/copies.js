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

// What was cleared on the server (误入涉密清除) goes here, too: every page of the session names the records.
const dropped = (document.body.dataset.dropped || "").split(" ").filter(Boolean);
const isAbout = (name) => dropped.some((id) => name.split(".").includes(id));
if (dropped.length) local((store) => mine(store).filter(isAbout).forEach((name) => store.removeItem(name)));

// A response says by a cookie that a form's text has arrived (`pages.draft_done`).
const done = cookie(DONE);
if (done) {
  drop(done);
  document.cookie = `${DONE}=; max-age=0; path=/; samesite=lax`;
}
