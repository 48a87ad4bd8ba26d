/* opsbook: forms that write the file of a new record. Nothing is sent: the text is copied, saved, or handed to the page
   on which the repository's host takes a new file. It is loaded where a page has such a form. */
(() => {
  "use strict";

  const { make, onEachPage } = window.opsbook;
  const MOST_IN_AN_ADDRESS = 7000;

  /* YAML. What could be read as anything but this text is quoted as JSON quotes it, which YAML reads as well. */
  const WORD = /^[A-Za-z](?:[A-Za-z0-9 _./()-]*[A-Za-z0-9)/])?$/;
  const NOT_TEXT = /^(?:true|false|null|yes|no|on|off|y|n)$/i;
  const MOMENT = /^\d{4}-(?:Q[1-4]|\d{2}(?:-\d{2}(?:T[\d:.]+Z)?)?)$/;
  const REFERENCE = /^[a-z][a-z-]*:[a-z0-9][a-z0-9.-]*$/;
  const UNSEEN = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f-\u0084\u0086-\u009f\ufffe\uffff]/g;
  const NOT_PRINTED = /[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u2028\u2029\ufeff\ufffe\uffff]|[\ud800-\udbff](?![\udc00-\udfff])|(?<![\ud800-\udbff])[\udc00-\udfff]/;

  const escapeUnit = (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`;
  const quoted = (text) => JSON.stringify(text).replace(new RegExp(NOT_PRINTED.source, "g"), escapeUnit);
  const scalar = (text) => {
    const plain = (WORD.test(text) && !NOT_TEXT.test(text) && !/ {2}/.test(text)) || MOMENT.test(text) || REFERENCE.test(text);
    return plain ? text : quoted(text);
  };
  const indented = (lines) => lines.map((line) => (line ? `  ${line}` : ""));
  const entry = (key, text) => {
    const lines = text.split("\n");
    const isLong = lines.length > 1 || text.length > 90;
    if (!isLong || /^\s/.test(text) || NOT_PRINTED.test(text) || lines.some((line) => /^\s+$/.test(line))) {
      return [`${key}: ${scalar(text)}`];
    }
    return [`${key}: |-`, ...indented(lines)];
  };

  /* Fields: the lines that each adds to the file; none where nothing was filled in. */
  const controlOf = (field) => field.dataset.obControl;
  const within = (box) => [...box.querySelectorAll(":scope > .ob-form__fields > [data-ob-field]")];
  const inputsOf = (field) => [...field.querySelectorAll("input, textarea, select")];

  const textOf = (field, input) => {
    if (controlOf(field) === "flag") return input.checked ? "true" : "";
    const text = input.value.replace(/\r\n?/g, "\n").replace(UNSEEN, "").trim();
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
        return lines.length ? [`${key}:`, ...indented(lines)] : [];
      }
      case "groups": {
        const items = groupsOf(field).map((group) => within(group).flatMap(linesOf)).filter((lines) => lines.length);
        const listed = items.flatMap(([first, ...rest]) => [`- ${first}`, ...indented(rest)]);
        return listed.length ? [`${key}:`, ...indented(listed)] : [];
      }
    }
    const texts = textsOf(field);
    if (!texts.length) return [];
    const written = texts.map((text) => (isExact(field) ? text : scalar(text)));
    if ("obRepeated" in field.dataset) return [`${key}:`, ...written.map((text) => `  - ${text}`)];
    return isExact(field) ? [`${key}: ${texts[0]}`] : entry(key, texts[0]);
  };

  const groupsOf = (field) => [...field.querySelectorAll(":scope > .ob-groups > .ob-group")];

  const AT_THE_TOP = ":scope > .ob-form__fields > *, :scope > details > .ob-form__fields > *";
  const fieldsOf = (form) => [...form.querySelectorAll(AT_THE_TOP)].filter((each) => each.dataset.obField);

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

  /* Ids: made of the title until somebody writes another. */
  const idOf = (form) => form.querySelector("[data-ob-id] input");
  const today = () => new Date(Date.now() - new Date().getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  const slugOf = (title) =>
    title
      .normalize("NFKD")
      .replace(/\p{M}/gu, "")
      .toLowerCase()
      .replace(/ß/g, "ss")
      .replace(/[^a-z0-9.]+/g, "-")
      .replace(/^[-.]+/, "")
      .slice(0, 48)
      .replace(/[-.]+$/, "");

  const suggestId = (form) => {
    const id = idOf(form);
    if (id.dataset.obOwn) return;
    const title = form.querySelector('[data-ob-field="title"] input');
    const slug = title ? slugOf(title.value) : "";
    id.value = slug && "obDated" in form.dataset ? `${today()}-${slug}` : slug;
  };

  /* Problems: said below the field, once it was left. */
  const isGiven = (field) => linesOf(field).length > 0;

  const problemOf = (input) => {
    if (input.validity.badInput) return "This cannot be read.";
    if (!input.value.trim()) return "";
    if (input.validity.rangeUnderflow) return `At least ${input.min}.`;
    if (input.validity.rangeOverflow) return `At most ${input.max}.`;
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
    for (const input of inputsOf(field)) input.setAttribute("aria-invalid", String(Boolean(problem)));
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
      const wrong = groupsOf(field).flatMap((group) => within(group).flatMap((inner) => check(inner, isGiven(field))));
      return isMissing ? [field, ...wrong] : wrong;
    }
    const inputs = inputsOf(field);
    const isMissing = isNeeded && inputs[0].required && !(control ? textsOf(field).length : inputs[0].value.trim());
    const problem = isMissing ? "This is needed." : inputs.map(problemOf).find(Boolean) || "";
    say(field, problem);
    return problem ? [field] : [];
  };

  const checkForm = (form) => {
    const wrong = [...form.querySelectorAll(AT_THE_TOP)].flatMap((field) => check(field, true));
    if (!wrong.length) return true;
    const names = wrong.map((field) => field.querySelector(".ob-field__label").firstChild.textContent.trim());
    sayOf(form, `Not yet: ${names.join(", ")}.`);
    const fold = wrong[0].closest("details");
    if (fold) fold.open = true;
    wrong[0].querySelector("input, textarea, select, button").focus();
    return false;
  };

  const sayOf = (form, text) => {
    form.querySelector(".ob-form__said").textContent = text;
  };

  /* Several values: below the last one that is filled in stands an empty one. */
  const growing = (field) => {
    const inputs = inputsOf(field);
    const last = inputs[inputs.length - 1];
    if (last instanceof HTMLSelectElement || !last.value.trim()) return;
    const next = last.cloneNode();
    next.value = "";
    next.required = false;
    next.removeAttribute("id");
    next.setAttribute("aria-label", `${field.querySelector(".ob-field__label").firstChild.textContent.trim()}, another`);
    last.after(next);
  };

  let count = 0;
  const addGroup = (field) => {
    const copy = field.querySelector(":scope > template").content.firstElementChild.cloneNode(true);
    count += 1;
    for (const each of copy.querySelectorAll("[id], [for], [aria-describedby]")) {
      for (const name of ["id", "for", "aria-describedby"]) {
        if (each.hasAttribute(name)) each.setAttribute(name, each.getAttribute(name).replace("-0-", `-${count}-`));
      }
    }
    field.querySelector(":scope > .ob-groups").append(copy);
    return copy;
  };

  /* Records that are there: read from the interface for programs when they are asked for, once a kind. */
  const known = new Map();
  const recordsOf = (form, kind) => {
    const collection = JSON.parse(form.dataset.obCollections)[kind];
    if (!known.has(kind)) {
      const read = collection && location.protocol.startsWith("http")
        ? fetch(`${form.dataset.obApi}${collection}.json`).then((answer) => (answer.ok ? answer.json() : { records: [] }))
        : Promise.resolve({ records: [] });
      known.set(kind, read.then(({ records }) => records).catch(() => []));
    }
    return known.get(kind);
  };

  const suggest = async (form, input, field) => {
    const kind = field.dataset.obRefers || (input.value.match(/^([a-z-]+):/) || [])[1];
    const prefix = field.dataset.obRefers ? "" : `${kind || ""}:`;
    const id = `ob-suggested-${prefix ? "any-" : ""}${kind || "kinds"}`;
    if (!document.getElementById(id)) {
      const options = kind
        ? (await recordsOf(form, kind)).map((record) => new Option(record.title, `${prefix}${record.id}`))
        : Object.keys(JSON.parse(form.dataset.obCollections)).map((name) => new Option(`${name}:`, `${name}:`));
      const list = make("datalist");
      list.id = id;
      list.append(...options);
      form.append(list);
    }
    input.setAttribute("list", id);
  };

  const isTaken = async (form) => {
    const id = idOf(form).value.trim();
    const found = id && (await recordsOf(form, form.dataset.obForm)).some((record) => record.id === id);
    if (found) say(form.querySelector("[data-ob-id]"), `There is a record of this id already.`);
    return found;
  };

  /* What becomes of the text. */
  const copy = async (text) => {
    try {
      await navigator.clipboard.writeText(text);
      return true;
    } catch {
      return false;
    }
  };

  const deeds = {
    async propose(form, { path, text }) {
      const address = form.dataset.obNewFile + encodeURIComponent(path).replaceAll("%2F", "/");
      const whole = `${address}&value=${encodeURIComponent(text)}`;
      const fits = "obTakesText" in form.dataset && whole.length <= MOST_IN_AN_ADDRESS;
      const isCopied = fits || (await copy(text));
      window.open(fits ? whole : address, "_blank", "noopener");
      const rest = "Commit it to a new branch and open a pull request: its checks say what is still missing.";
      if (fits) return `The repository opens with the file filled in. ${rest}`;
      return isCopied ? `The text is copied: paste it into the file that opens. ${rest}` : `Copy the text above into the file that opens. ${rest}`;
    },
    async copy(form, { path, text }) {
      return (await copy(text)) ? `Copied. It belongs into ${path}.` : "The browser does not let this page copy: select the text above.";
    },
    async save(form, { path, text }) {
      const link = make("a");
      link.href = URL.createObjectURL(new Blob([text], { type: "text/plain" }));
      link.download = path.split("/").pop();
      link.click();
      setTimeout(() => URL.revokeObjectURL(link.href), 1000);
      return `It belongs into ${form.dataset.obFolder}/.`;
    },
  };

  const refresh = (form) => {
    const { path, text } = fileOf(form);
    form.querySelector("[data-ob-path]").textContent = path;
    form.querySelector("[data-ob-text]").textContent = text;
  };

  /* #?severity=high&customer=acme fills fields in: a link from a chat or a wiki. */
  const prefill = (form) => {
    const given = new URLSearchParams(location.hash.startsWith("#?") ? location.hash.slice(2) : "");
    let isFilled = false;
    for (const field of fieldsOf(form)) {
      if (controlOf(field).startsWith("group")) continue;
      for (const value of given.getAll(field.dataset.obField)) {
        const inputs = inputsOf(field);
        const input = inputs[inputs.length - 1];
        if (controlOf(field) === "flag") input.checked = value === "true";
        else input.value = value;
        if ("obRepeated" in field.dataset) growing(field);
        isFilled = true;
      }
    }
    if (isFilled) form.scrollIntoView();
  };

  const setUp = (form) => {
    const onInput = ({ target }) => {
      const field = target.closest("[data-ob-field], [data-ob-id]");
      if (target === idOf(form)) target.dataset.obOwn = target.value ? "yes" : "";
      else if ("obRepeated" in field.dataset) growing(field);
      if (field.dataset.obField === "title") suggestId(form);
      if (target.getAttribute("aria-invalid") === "true") check(field, false);
      refresh(form);
    };
    form.addEventListener("input", onInput);
    form.addEventListener("change", onInput);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("focusin", ({ target }) => {
      const field = target.closest('[data-ob-control="reference"]');
      if (field && target.matches("input")) suggest(form, target, field);
    });
    form.addEventListener("keyup", ({ target }) => {
      const field = target.closest('[data-ob-control="reference"]');
      if (field && !field.dataset.obRefers && target.value.endsWith(":")) suggest(form, target, field);
    });
    form.addEventListener("focusout", async ({ target }) => {
      const field = target.closest("[data-ob-field], [data-ob-id]");
      if (!field || target.matches("button, details, summary")) return;
      const wrong = check(field, false);
      if (target === idOf(form) && !wrong.length) await isTaken(form);
    });
    form.addEventListener("click", async ({ target }) => {
      const { obDo: deed } = target.dataset;
      if (deed === "add") addGroup(target.closest("[data-ob-field]")).querySelector("input, select, textarea").focus();
      if (deed === "remove") target.closest(".ob-group").remove();
      refresh(form);
      if (!deeds[deed] || !checkForm(form)) return;
      sayOf(form, (await isTaken(form)) ? "Not yet: Id." : await deeds[deed](form, fileOf(form)));
    });
    for (const field of form.querySelectorAll('[data-ob-control="groups"][data-ob-required]')) addGroup(field);
    prefill(form);
    suggestId(form);
    refresh(form);
    form.hidden = false;
  };

  onEachPage(() => {
    for (const form of document.querySelectorAll("form[data-ob-form]:not([data-ob-ready])")) {
      form.setAttribute("data-ob-ready", "");
      setUp(form);
    }
  });
})();
