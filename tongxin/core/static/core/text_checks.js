// Finds secrecy marks and personal numbers on the device, by the same rules as core/text.py.
// Rules come from `browser_rules()`; nothing here sends anything.
"use strict";

const TongxinText = (() => {
  const BLANKS = /[\t\r\u00a0\u3000\u2000-\u200d\u2060\ufeff\u00ad]/g;
  const FULL_WIDTH = /[\uff01-\uff5e]/g;

  const plain = (text) =>
    text
      .replace(FULL_WIDTH, (letter) => String.fromCharCode(letter.charCodeAt(0) - 0xfee0))
      .replace(BLANKS, " ");

  const isIdentityNumber = (number) => {
    const digits = number.replaceAll(" ", "").toUpperCase();
    let remainder = 0;
    for (const digit of digits.slice(0, 17)) remainder = ((remainder + Number(digit)) * 2) % 11;
    return digits[17] === "10X98765432"[remainder];
  };

  const passesLuhn = (number) => {
    const digits = [...number.replace(/[^0-9]/g, "")].reverse().map(Number);
    const values = digits.map((digit, place) => (place % 2 ? ((2 * digit) / 10 | 0) + ((2 * digit) % 10) : digit));
    return values.reduce((sum, value) => sum + value, 0) % 10 === 0;
  };

  const CHECKS = { identity: isIdentityNumber, luhn: passesLuhn, none: () => true };

  const masked = (number) => number.slice(0, 3) + "*".repeat(number.length - 5) + number.slice(-2);

  const hitsOf = function* (rule, text) {
    for (const match of text.matchAll(new RegExp(rule.pattern, "gu"))) {
      if (match[1] === undefined || !CHECKS[rule.check](match[1])) continue;
      const start = match.index + match[0].indexOf(match[1]);
      yield { code: rule.code, level: rule.level, start, end: start + match[1].length };
    }
  };

  const find = (text, rules, shown) => {
    const searched = plain(text);
    const taken = new Uint8Array(searched.length);
    const hits = [];
    for (const rule of rules) {
      for (const hit of hitsOf(rule, searched)) {
        if (taken.subarray(hit.start, hit.end).some(Boolean)) continue;
        taken.fill(1, hit.start, hit.end);
        const found = shown(text.slice(hit.start, hit.end));
        hits.push({ ...hit, found, sentence: rule.sentence.replace("%(found)s", () => found) });
      }
    }
    return hits.sort((one, other) => one.start - other.start);
  };

  return {
    secrecyMarks: (text, rules) => find(text, rules.marks, (found) => found),
    personalNumbers: (text, rules) => find(text, rules.numbers, masked),
    isStopped: (hits) => hits.some((hit) => hit.level === "stop"),
  };
})();

if (typeof module !== "undefined") module.exports = TongxinText;
