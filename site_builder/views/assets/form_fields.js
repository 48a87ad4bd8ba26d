/* opsbook: the fields of a form: the lines that each adds to the file, and what is wrong with them. It is loaded with
   forms.js. */
(() => {
  "use strict";

  const { cleaned, entry, indented, scalar } = window.opsbook.recordText;

  /* Fields: the lines that each adds to the file; none where nothing was filled in. */
  const controlOf = (field) => field.dataset.obControl;
  const within = (box) => [...box.querySelectorAll(":scope > .ob-form__fields > [data-ob-field]")];
  const inputsOf = (field) => [...field.querySelectorAll("input, textarea, select")];

  const nameOf = (field) => field.querySelector(".ob-field__label").firstChild.textContent.trim();

  const textOf = (field, input) => {
    if (controlOf(field) === "flag") return input.checked ? "true" : "";
    const text = cleaned(input.value);
    if (controlOf(field) === "number") return text && String(Number(text));
    if (controlOf(field) !== "moment" || !text) return text;
    const moment = new Date(text);
    return Number.isNaN(moment.getTime()) ? "" : moment.toISOString().replace(/\.\d+Z$/, "Z");
  };

  const textsOf = (field) => {
    const [first] = inputsOf(field);
    if (first instanceof HTMLSelectElement && first.multiple) return [...first.selectedOptions].map((option) => option.value);
    return inputsOf(field).map((input) => textOf(field, input)).filter(Boolean);
  };

  const isExact = (field) => ["number", "flag"].includes(controlOf(field)) || "obExact" in field.dataset;

  const linesOf = (field) => {
    const key = field.dataset.obField;
    switch (controlOf(field)) {
      case "group": {
        const lines = within(field).flatMap(linesOf);
        return lines.length ? [`${scalar(key)}:`, ...indented(lines)] : [];
      }
      case "groups": {
        const items = groupsOf(field).map((group) => within(group).flatMap(linesOf)).filter((lines) => lines.length);
        const listed = items.flatMap(([first, ...rest]) => [`- ${first}`, ...indented(rest)]);
        return listed.length ? [`${scalar(key)}:`, ...indented(listed)] : [];
      }
    }
    const texts = textsOf(field);
    if (!texts.length) return [];
    const written = texts.map((text) => (isExact(field) ? text : scalar(text)));
    if ("obRepeated" in field.dataset) return [`${scalar(key)}:`, ...written.map((text) => `  - ${text}`)];
    return isExact(field) ? [`${scalar(key)}: ${texts[0]}`] : entry(key, texts[0]);
  };

  const groupsOf = (field) => [...field.querySelectorAll(":scope > .ob-groups > .ob-group")];

  const AT_THE_TOP = ":scope > .ob-form__fields > *, :scope > details > .ob-form__fields > *";
  const fieldsOf = (form) => [...form.querySelectorAll(AT_THE_TOP)].filter((each) => each.dataset.obField);

  /* The id names the file, and is no field in it. */
  const idOf = (form) => form.querySelector("[data-ob-id] input");

  const fileOf = (form) => {
    const fields = fieldsOf(form);
    const isMarkdown = form.dataset.obSuffix === ".md";
    const body = isMarkdown && fields.find((field) => field.dataset.obField === "body");
    const lines = fields.filter((field) => field !== body).flatMap(linesOf);
    const text = lines.map((line) => `${line}\n`).join("");
    const [narrative] = body ? textsOf(body) : [];
    const id = idOf(form).value.trim();
    return {
      path: `${form.dataset.obFolder}/${id || "…"}${form.dataset.obSuffix}`,
      text: isMarkdown ? `---\n${text}---\n${narrative ? `\n${narrative}\n` : ""}` : text,
    };
  };

  /* Problems: said below the field, once it was left. */
  const isGiven = (field) => linesOf(field).length > 0;

  const problemOf = (input) => {
    if (input.validity.badInput) return "This cannot be read.";
    if (!input.value.trim()) return "";
    if (input.validity.rangeUnderflow) return `At least ${input.min}.`;
    if (input.validity.rangeOverflow) return `At most ${input.max}.`;
    const { obAbove: above, obBelow: below } = input.dataset;
    if (above && Number(input.value) <= Number(above)) return `More than ${above}.`;
    if (below && Number(input.value) >= Number(below)) return `Less than ${below}.`;
    if (input.validity.stepMismatch) return "A whole number.";
    const pattern = input.dataset.obPattern || (input.pattern && `^(?:${input.pattern})$`);
    if (!pattern || new RegExp(pattern).test(input.value.trim())) return "";
    const { obExample: example } = input.dataset;
    return example ? `Not of the form that is needed, such as ${example}.` : "Not of the form that is needed.";
  };

  const say = (field, problem) => {
    const place = field.querySelector(":scope > .ob-field__problem");
    if (!place) return;
    place.textContent = problem;
    place.hidden = !problem;
    if (field.matches("fieldset")) return;
    const inputs = inputsOf(field);
    place.id ||= `${inputs[0].id}-problem`;
    for (const input of inputs) {
      input.setAttribute("aria-invalid", String(Boolean(problem)));
      if (problem) input.setAttribute("aria-errormessage", place.id);
      else input.removeAttribute("aria-errormessage");
    }
  };

  /* Return what is wrong with a field and those in it; what is missing counts where ``isNeeded``. */
  const check = (field, isNeeded) => {
    const control = controlOf(field);
    if (control === "group") {
      const needs = (isNeeded && "obRequired" in field.dataset) || isGiven(field);
      return within(field).flatMap((inner) => check(inner, needs));
    }
    if (control === "groups") {
      const isMissing = isNeeded && "obRequired" in field.dataset && !isGiven(field);
      say(field, isMissing ? "At least one is needed." : "");
      const wrong = groupsOf(field).flatMap((group) => {
        const isUsed = within(group).some(isGiven);
        return within(group).flatMap((inner) => check(inner, isUsed));
      });
      return isMissing ? [field, ...wrong] : wrong;
    }
    const inputs = inputsOf(field);
    const isMissing = isNeeded && inputs[0].required && !(control ? textsOf(field).length : inputs[0].value.trim());
    const problem = isMissing ? "This is needed." : inputs.map(problemOf).find(Boolean) || "";
    say(field, problem);
    return problem ? [field] : [];
  };

  window.opsbook.formFields = {
    AT_THE_TOP, check, controlOf, fieldsOf, fileOf, groupsOf, idOf, inputsOf, nameOf, say, within,
  };
})();
