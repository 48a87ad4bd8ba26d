/* opsbook: the text of a record's file. What YAML could read as anything but the text that it is gets the quotes of JSON,
   which YAML reads as well. It is loaded with forms.js. */
(() => {
  "use strict";

  const WORD = /^[A-Za-z](?:[A-Za-z0-9 _./()-]*[A-Za-z0-9)/])?$/;
  const NOT_TEXT = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
  const MOMENT = /^\d{4}-(?:Q[1-4]|\d{2}(?:-\d{2}(?:T[\d:.]+Z)?)?)$/;
  const REFERENCE = /^[a-z][a-z-]*:[a-z0-9][a-z0-9.-]*$/;
  /* What no record may hold: control characters, halves of characters; and what ends a line unseen. */
  const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]|\p{Surrogate}/gu;
  const ENDS_LINES = /[\u0085\u2028\u2029\ufeff]/;

  const escapeUnit = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const quoted = (text) => JSON.stringify(text).replace(new RegExp(ENDS_LINES, "g"), escapeUnit);
  const scalar = (text) => {
    const plain = (WORD.test(text) && !NOT_TEXT.test(text) && !/ {2}/.test(text)) || MOMENT.test(text) || REFERENCE.test(text);
    return plain ? text : quoted(text);
  };

  /* Return a text without what no record may hold. */
  const cleaned = (text) => text.replace(/\r\n?/g, "\n").replace(UNSEEN, "").trim();

  const indented = (lines) => lines.map((line) => (line ? `  ${line}` : ""));

  /* Return the lines of a key and its text. */
  const entry = (key, text) => {
    const lines = text.split("\n");
    const isLong = lines.length > 1 || text.length > 90;
    if (!isLong || /^\s/.test(text) || ENDS_LINES.test(text) || lines.some((line) => /^\s+$/.test(line))) {
      return [`${scalar(key)}: ${scalar(text)}`];
    }
    return [`${scalar(key)}: |-`, ...indented(lines)];
  };

  window.opsbook.recordText = { cleaned, entry, indented, scalar };
})();
