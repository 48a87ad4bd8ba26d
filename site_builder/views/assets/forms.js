/* opsbook: forms that write the file of a new record. Nothing is sent: the text is copied, saved, or handed to the page
   on which the host takes a new file. */
(() => {
  "use strict";

  const { make, onEachPage, formDraft, formFields } = window.opsbook;
  const { AT_THE_TOP, check, controlOf, fieldsOf, fileOf, idOf, inputsOf, nameOf, say } = formFields;
  const { addGroup, bringBack, drop, givenNow, growing, keep, snapshot } = formDraft;
  const MOST_IN_AN_ADDRESS = 7000;
  const EMPTY = "Empty the form? What is filled in is kept nowhere else.";

  /* Ids: made of the title until somebody writes another. */
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
    say(form.querySelector("[data-ob-id]"), "");
  };

  const sayOf = (form, text) => {
    form.querySelector(".ob-form__said").textContent = text;
  };

  /* Return whether nothing is wrong; else say what is, and go to the first of it. */
  const checkForm = (form) => {
    const wrong = [...form.querySelectorAll(AT_THE_TOP)].flatMap((field) => check(field, true));
    if (!wrong.length) return true;
    sayOf(form, `Not yet: ${wrong.map(nameOf).join(", ")}.`);
    const fold = wrong[0].closest("details");
    if (fold) fold.open = true;
    wrong[0].querySelector("input, textarea, select, button").focus();
    return false;
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
      const list = make("datalist");
      list.id = id;
      form.append(list);
      const options = kind
        ? (await recordsOf(form, kind)).map((record) => new Option(record.title, `${prefix}${record.id}`))
        : Object.keys(JSON.parse(form.dataset.obCollections)).map((name) => new Option(`${name}:`, `${name}:`));
      list.append(...options);
    }
    input.setAttribute("list", id);
  };

  const isTaken = async (form) => {
    const id = idOf(form).value.trim();
    const found = id && (await recordsOf(form, form.dataset.obForm)).some((record) => record.id === id);
    if (found) say(form.querySelector("[data-ob-id]"), "There is a record of this id already.");
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
      if (fits) drop();
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
      drop();
      return `It belongs into ${form.dataset.obFolder}/.`;
    },
  };

  const refresh = (form) => {
    const { path, text } = fileOf(form);
    form.querySelector("[data-ob-path]").textContent = path;
    form.querySelector("[data-ob-text]").textContent = text;
  };

  /* #?severity=high&customer=acme fills fields in: a link from a chat or a wiki. */
  const localOf = (text) => {
    const moment = new Date(text);
    if (Number.isNaN(moment.getTime())) return "";
    return new Date(moment.getTime() - moment.getTimezoneOffset() * 60000).toISOString().slice(0, 16);
  };

  const prefill = (form) => {
    const given = new URLSearchParams(givenNow().slice(2));
    let isFilled = false;
    for (const field of fieldsOf(form)) {
      if (controlOf(field).startsWith("group")) continue;
      for (const value of given.getAll(field.dataset.obField)) {
        const inputs = inputsOf(field);
        const input = inputs[inputs.length - 1];
        if (controlOf(field) === "flag") input.checked = value === "true";
        else if (input.multiple) for (const option of input.options) option.selected ||= option.value === value;
        else input.value = controlOf(field) === "moment" ? localOf(value) : value;
        if ("obRepeated" in field.dataset) growing(field);
        isFilled = true;
      }
    }
    if (isFilled) form.scrollIntoView();
  };

  /* Return a form as it came, in the place of one that was filled in. */
  const emptied = (form, pristine) => {
    drop();
    form.replaceWith(pristine);
    setUp(pristine);
    pristine.querySelector("input").focus();
  };

  const setUp = (form) => {
    const pristine = form.cloneNode(true);
    const changed = () => {
      refresh(form);
      keep(form, began);
    };
    const onInput = ({ target }) => {
      const field = target.closest("[data-ob-field], [data-ob-id]");
      if (target === idOf(form)) target.dataset.obOwn = target.value ? "yes" : "";
      else if ("obRepeated" in field.dataset) growing(field);
      if (field.dataset.obField === "title") suggestId(form);
      if (target.getAttribute("aria-invalid") === "true") check(field, false);
      changed();
    };
    form.addEventListener("input", onInput);
    form.addEventListener("change", onInput);
    form.addEventListener("submit", (event) => event.preventDefault());
    form.addEventListener("focusin", ({ target }) => {
      const field = target.closest('[data-ob-control="reference"]');
      if (field && target.matches("input")) suggest(form, target, field);
    });
    form.addEventListener("input", ({ target }) => {
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
      if (deed === "remove") {
        const field = target.closest("[data-ob-field]");
        target.closest(".ob-group").remove();
        field.querySelector(":scope > [data-ob-do=add]").focus();
      }
      if (deed === "add" || deed === "remove") changed();
      if (deed === "empty" && (snapshot(form) === began.untouched || confirm(EMPTY))) emptied(form, pristine);
      if (!deeds[deed] || !checkForm(form)) return;
      sayOf(form, (await isTaken(form)) ? "Not yet: Id." : await deeds[deed](form, fileOf(form)));
    });
    for (const field of form.querySelectorAll('[data-ob-control="groups"][data-ob-required]')) addGroup(field);
    prefill(form);
    suggestId(form);
    const began = { given: givenNow(), untouched: snapshot(form) };
    bringBack(form);
    refresh(form);
    form.hidden = false;
    /* A browser that goes back fills in what stood there, after the page was made. */
    addEventListener("pageshow", () => refresh(form));
    setTimeout(() => refresh(form), 0);
  };

  onEachPage(() => {
    for (const form of document.querySelectorAll("form[data-ob-form]:not([data-ob-ready])")) {
      form.setAttribute("data-ob-ready", "");
      setUp(form);
    }
  });
})();
