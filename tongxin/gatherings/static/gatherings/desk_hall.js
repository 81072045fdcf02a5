// What the desk knows: the roll, who came, what is still to be sent; no drawing and no network here.

import { say } from "./desk_words.js";

const MINUTE = 60_000;
const MOST_FOUND = 8;

class Hall {
  constructor() {
    this.entries = new Map();
    this.empty();
    this.isOnline = navigator.onLine;
  }

  empty() {
    this.roll = null;
    this.people = new Map();
    this.came = new Map();
    this.chosen = "";
    this.entries.clear();
  }

  take(roll) {
    this.roll = roll;
    this.people = new Map(roll.people.map((one) => [one.id, one]));
    this.came = new Map(roll.came.map(([sitting, person, at]) => [`${sitting} ${person}`, at]));
  }

  // The right time: the device's own, set right by what the server said last.
  now() {
    return Date.now() + (this.roll?.offset || 0);
  }

  moment() {
    return new Date(this.now()).toISOString();
  }

  // By how many seconds the device's own clock is ahead.
  get skew() {
    return Math.round(-(this.roll?.offset || 0) / 1000);
  }

  get skewMinutes() {
    return Math.round(Math.abs(this.roll?.offset || 0) / MINUTE);
  }

  get sittings() {
    return this.roll?.sittings || [];
  }

  // The one that was chosen by hand, else the one that is on or comes next.
  get sitting() {
    const byHand = this.sittings.find((one) => one.id === this.chosen);
    return byHand || this.sittings.find((one) => Date.parse(one.ends) >= this.now()) || this.sittings.at(-1);
  }

  get meant() {
    return [...this.people.values()].filter((one) => this.isMeant(one));
  }

  isMeant(person) {
    return !this.sitting?.group || person.group === this.sitting.group;
  }

  cameAt(id) {
    return this.cameHere.get(id);
  }

  stands(entry) {
    return entry.sitting === this.sitting?.id && !entry.undone && entry.status !== "refused";
  }

  // Whether somebody was granted leave for this sitting.
  hasLeave(person) {
    return Boolean(person.leave?.includes(this.sitting?.id));
  }

  // Those who are expected: how many came, how many have leave and stayed away; as the office's own page counts.
  get meter() {
    const expected = this.meant.filter((one) => one.counts);
    const came = this.cameHere;
    const present = expected.filter((one) => came.has(one.id)).length;
    const excused = expected.filter((one) => this.hasLeave(one) && !came.has(one.id)).length;
    return { present, missing: expected.length - present - excused, excused, expected: expected.length };
  }

  // When each came to this sitting, by our own notes and by what the roll said.
  get cameHere() {
    const here = `${this.sitting?.id} `;
    const said = [...this.came].filter(([key]) => key.startsWith(here)).map(([key, at]) => [key.slice(here.length), at]);
    const noted = [...this.entries.values()].filter((one) => this.stands(one) && one.direction === "in");
    return new Map([...said, ...noted.map((one) => [one.person, one.at])]);
  }

  fault(person, isLeaving) {
    const sitting = this.sitting;
    if (!sitting) return say("no_token");
    if (person && !this.isMeant(person)) return say("other_group");
    if (this.now() < Date.parse(sitting.opens)) return say("too_early", { time: this.clock(sitting.opens) });
    if (!isLeaving && this.now() > Date.parse(sitting.ends)) return say("too_late", { time: this.clock(sitting.ends) });
    return "";
  }

  find(text) {
    const wanted = text.trim().toLowerCase();
    if (!wanted) return [];
    const fits = (one) => one.name.toLowerCase().includes(wanted) || one.initials.toLowerCase().startsWith(wanted);
    return this.meant.filter(fits).slice(0, MOST_FOUND);
  }

  nameOf(entry) {
    return entry.name || this.people.get(entry.person)?.name || "";
  }

  about(person) {
    const seat = person.seat && say("seat", { seat: person.seat });
    return [person.group_name, seat, person.words].filter(Boolean).join(" · ");
  }

  clock(moment) {
    const options = { hour: "2-digit", minute: "2-digit", hourCycle: "h23", timeZone: "Asia/Shanghai" };
    return new Date(moment).toLocaleTimeString("zh-CN", options);
  }
}

export const hall = new Hall();
