// The desk: notes who comes, by code or by name, with network or without; sends what it noted whenever it can.

import * as codes from "./desk_codes.js";
import * as store from "./desk_store.js";
import { hall } from "./desk_hall.js";
import { draw, leaveWords, say, show } from "./desk_screen.js";

const SEND_EVERY = 5000;
const ASK_EVERY = 60_000;
const PATIENCE = 15_000;
const BATCH = 100;

const page = document.querySelector("[data-desk]");
const box = page.querySelector("[data-desk-input]");
const randomKey = () => [...crypto.getRandomValues(new Uint8Array(8))].map((one) => (one % 36).toString(36)).join("");

let token = "";
let isSending = false;

const post = async (url, key, body) => {
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), PATIENCE);
  try {
    const headers = { Authorization: `Desk ${key}`, "Content-Type": "application/json" };
    const sent = { method: "POST", headers, body: JSON.stringify(body), signal: patience.signal, credentials: "omit" };
    return await fetch(url, sent);
  } finally {
    clearTimeout(timer);
  }
};

const askRoll = async () => {
  if (!token) return;
  try {
    const answer = await post(page.dataset.rollUrl, token, {});
    hall.isOnline = true;
    if ([403, 410].includes(answer.status)) hall.isGone = true;
    if (answer.ok) await takeRoll(await answer.json());
  } catch {
    hall.isOnline = false;
  }
  draw();
};

const takeRoll = async (roll) => {
  roll.offset = Date.parse(roll.now) - Date.now();
  hall.isGone = false;
  await store.remember("roll", roll);
  hall.take(roll);
};

// An entry is on the disk before the screen says so.
const note = async (entry) => {
  const whole = { key: randomKey(), token, at: hall.moment(), status: "waiting", ...entry };
  await store.note(whole);
  hall.entries.set(whole.key, whole);
  draw();
  send();
  return whole;
};

const waiting = () => [...hall.entries.values()].filter((one) => one.status === "waiting");

const send = async () => {
  if (isSending || !waiting().length) return;
  isSending = true;
  try {
    const key = waiting()[0].token;
    await sendBatch(key, waiting().filter((one) => one.token === key).slice(0, BATCH));
    hall.isOnline = true;
  } catch {
    hall.isOnline = false;
  }
  isSending = false;
  draw();
};

const sendBatch = async (key, batch) => {
  const listed = batch.map(({ key, sitting, person, name, words, at, direction, undone }) => ({ key, sitting, person, name, words, at, direction, undone }));
  const answer = await post(page.dataset.entriesUrl, key, { now: hall.moment(), skew: hall.skew, entries: listed });
  if (answer.status === 403) return refuseAll(batch, (await answer.json()).reason);
  if (!answer.ok) throw new Error(answer.status);
  const sent = new Map(batch.map((one) => [one.key, one]));
  for (const receipt of (await answer.json()).receipts) await settle(sent.get(receipt.key), receipt);
};

const settle = async (entry, receipt) => {
  if (!entry) return;
  const present = hall.entries.get(entry.key) || entry;
  if (present.undone !== entry.undone) return; // undone while it was on its way: goes once more
  present.status = receipt.outcome === "refused" ? "refused" : "sent";
  present.reason = receipt.words;
  await store.note(present);
};

const refuseAll = async (batch, words) => {
  for (const entry of batch) await settle(entry, { outcome: "refused", words });
};

const undo = async (entry) => {
  const undone = { ...entry, undone: true, status: "waiting" };
  await store.note(undone);
  hall.entries.set(undone.key, undone);
  show("grey", say("undone"), hall.nameOf(entry));
  draw();
  send();
};

const dismiss = async (entry) => {
  await store.forget(entry.key);
  hall.entries.delete(entry.key);
  draw();
};

const isLeaving = () => page.querySelector("[name=direction]:checked").value === "out";

const signIn = async (person) => {
  const sitting = hall.sitting;
  const fault = hall.fault(person, isLeaving());
  if (fault) return show("red", person.name, fault);
  const before = !isLeaving() && hall.cameAt(person.id);
  if (before) return show("amber", person.name, say("again", { time: hall.clock(before) }), hall.about(person));
  await note({ sitting: sitting.id, person: person.id, direction: isLeaving() ? "out" : "in" });
  show("green", person.name, say(isLeaving() ? "left" : "done"), leaveWords(person), hall.about(person));
};

const walkIn = async (name) => {
  const fault = hall.fault(null, isLeaving());
  if (fault) return show("red", name, fault);
  await note({ sitting: hall.sitting.id, name, direction: "in" });
  show("green", name, say("done"));
  emptied();
};

const scanned = async (code) => {
  const person = hall.people.get(code.person);
  if (!person) return show("red", say("false_code"));
  const fault = await codes.fault(code, person.key, hall.now());
  return fault ? show("red", person.name, say(fault)) : signIn(person);
};

const emptied = () => {
  box.value = "";
  page.querySelector("[data-desk-found]").replaceChildren();
  box.focus();
};

const chosen = async (person) => {
  emptied();
  await signIn(person);
};

const found = () => draw.found(hall.find(box.value), box.value, chosen, walkIn);

box.addEventListener("input", () => (codes.read(box.value) ? null : found()));

// A scanner types the code and presses Enter; a hand types a name.
page.querySelector("[data-desk-form]").addEventListener("submit", (event) => {
  event.preventDefault();
  enter(box.value);
});

const enter = async (text) => {
  const code = codes.read(text);
  const [only, ...others] = code ? [] : hall.find(text);
  if (code) emptied();
  if (code) await scanned(code);
  else if (only && !others.length) await chosen(only);
  else found();
};

const camera = async () => {
  const video = page.querySelector("video");
  try {
    video.srcObject = await navigator.mediaDevices.getUserMedia({ video: { facingMode: "environment" } });
    video.hidden = false;
    await video.play();
  } catch {
    return show("red", say("camera_off"));
  }
  const detector = new BarcodeDetector({ formats: ["qr_code"] });
  let last = "";
  setInterval(async () => {
    const [seen] = await detector.detect(video).catch(() => []);
    if (seen && seen.rawValue !== last) await enter(seen.rawValue);
    last = seen ? seen.rawValue : "";
  }, 400);
};

const handBack = async () => {
  if (waiting().length) return show("amber", say("not_yet"));
  await store.clear();
  hall.empty();
  token = "";
  show("grey", say("cleared"));
  draw();
};

// The page is kept with everything it is made of; from then on it opens without network.
const keepPage = async () => {
  if (!navigator.serviceWorker) return;
  await navigator.serviceWorker.register(page.dataset.workerUrl);
  const { active } = await navigator.serviceWorker.ready;
  const parts = performance.getEntriesByType("resource").map((one) => one.name.split("#")[0]);
  const ours = parts.filter((name) => name.startsWith(`${location.origin}/static/`));
  const channel = new MessageChannel();
  channel.port1.onmessage = (event) => {
    hall.isKept = event.data === "kept";
    draw();
  };
  active.postMessage([...new Set([location.pathname, ...ours])], [channel.port2]);
};

const begin = async () => {
  const given = new URLSearchParams(location.hash.slice(1)).get("token");
  if (given) await store.remember("token", given);
  if (given) history.replaceState(null, "", location.pathname);
  token = (await store.recall("token")) || "";
  for (const entry of await store.entries()) hall.entries.set(entry.key, entry);
  const roll = await store.recall("roll");
  if (roll) hall.take(roll);
  draw.ready({ undo, dismiss, handBack, camera, changed: emptied });
  draw();
  if (!token) show("grey", say("no_token"));
  await askRoll();
  send();
  setInterval(send, SEND_EVERY);
  setInterval(askRoll, ASK_EVERY);
  keepPage().catch(() => {}); // a browser that keeps no pages says so by what stands there
};

window.addEventListener("online", () => askRoll().then(send));
window.addEventListener("offline", () => {
  hall.isOnline = false;
  draw();
});

begin();
