// What the desk shows: the last result in large letters, who was found, the numbers, what is on its way or came back.

import { hall } from "./desk_hall.js";
import { say } from "./desk_words.js";

export { say };

const LAST = 12;
const page = document.querySelector("[data-desk]");
const part = (name) => page.querySelector(`[data-desk-${name}]`);

const element = (tag, className, text) => {
  const made = document.createElement(tag);
  if (className) made.className = className;
  if (text) made.textContent = text;
  return made;
};

const button = (label, act, kind = "quiet") => {
  const made = element("button", `button button--${kind}`, label);
  made.type = "button";
  made.addEventListener("click", act);
  return made;
};

// The result of the last act: green done, amber already there, red refused.
export const show = (tone, ...lines) => {
  const result = part("result");
  result.className = `desk__result tone--${tone}`;
  result.replaceChildren(...lines.filter(Boolean).map((line, number) => element("p", number ? "" : "desk__name", line)));
};

let acts = {};

export const draw = () => {
  part("title").textContent = hall.roll ? hall.roll.title : "";
  part("label").textContent = hall.roll ? hall.roll.desk : "";
  drawSittings();
  drawState();
  drawMeter();
  drawLast();
  drawRefused();
};

draw.ready = (given) => {
  acts = given;
  part("sittings").addEventListener("change", (event) => {
    hall.chosen = event.target.value;
    acts.changed();
    draw();
  });
  part("hand-back").addEventListener("click", acts.handBack);
  part("camera").addEventListener("click", acts.camera);
  part("camera").hidden = !("BarcodeDetector" in window && navigator.mediaDevices);
};

// Found by name: one tap signs in; whoever is not on the list may be admitted under the name that was typed.
draw.found = (people, text, chosen, walkIn) => {
  const rows = people.map((one) => {
    const row = button("", () => chosen(one), "plain");
    row.append(element("b", "desk__found-name", one.name), " ", element("small", "", [hall.about(one), leaveWords(one), cameWords(one)].filter(Boolean).join(" · ")));
    return row;
  });
  const name = text.trim();
  if (name && !people.length) rows.push(element("p", "quiet", say("nobody")));
  if (name.length > 1 && hall.sitting) rows.push(button(say("walk_in", { name }), () => walkIn(name)));
  part("found").replaceChildren(...rows);
};

export const leaveWords = (person) => (hall.hasLeave(person) ? say("leave") : "");

const cameWords = (person) => {
  const at = hall.cameAt(person.id);
  return at ? say("again", { time: hall.clock(at) }) : "";
};

const drawSittings = () => {
  const box = part("sittings");
  const wanted = hall.sittings.map((one) => `${hall.clock(one.starts)} ${one.title} ${one.place}`.trim());
  if (box.options.length !== wanted.length) {
    box.replaceChildren(...hall.sittings.map((one, number) => new Option(wanted[number], one.id)));
  }
  if (hall.sitting) box.value = hall.sitting.id;
};

const drawState = () => {
  const waiting = [...hall.entries.values()].filter((one) => one.status === "waiting").length;
  const sent = waiting ? say("waiting", { n: waiting }) : say("all_sent");
  part("network").textContent = hall.isGone ? say("gone") : say(hall.isOnline ? "online" : "offline");
  part("network").className = `state tone--${hall.isOnline && !hall.isGone ? "green" : "amber"}`;
  part("queue").textContent = sent;
  part("queue").className = `state tone--${waiting ? "amber" : "grey"}`;
  part("kept").textContent = say(hall.isKept ? "ready" : "not_ready");
  part("skew").textContent = hall.skewMinutes ? say("skewed", { n: hall.skewMinutes }) : "";
};

const drawMeter = () => {
  part("meter").replaceChildren(...Object.entries(hall.meter).map(([code, n]) => element("span", "", say(code, { n }))));
};

const drawLast = () => {
  const own = [...hall.entries.values()].filter((one) => hall.stands(one)).sort((one, other) => (one.at < other.at ? 1 : -1));
  part("last").replaceChildren(
    ...own.slice(0, LAST).map((one) => {
      const row = element("li", "", `${hall.clock(one.at)} ${hall.nameOf(one)}`);
      row.append(one.direction === "out" ? ` ${say("left")}` : "", " ", button(say("undo"), () => acts.undo(one)));
      return row;
    }),
  );
};

const drawRefused = () => {
  const refused = [...hall.entries.values()].filter((one) => one.status === "refused");
  part("refused-part").hidden = !refused.length;
  part("refused").replaceChildren(
    ...refused.map((one) => {
      const row = element("li", "", `${hall.clock(one.at)} ${hall.nameOf(one)}：${one.reason}`);
      row.append(" ", button(say("understood"), () => acts.dismiss(one)));
      return row;
    }),
  );
};
