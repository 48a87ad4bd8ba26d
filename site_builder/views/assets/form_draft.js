/* opsbook: what a form grows by, and what stands in it: that is kept in this tab while the page is left, loaded again, or
   replaced by Material. It is loaded with forms.js. */
(() => {
  "use strict";

  const { controlOf, fieldsOf, groupsOf, idOf, inputsOf, nameOf, within } = window.opsbook.formFields;

  /* Several values: below the last one that is filled in stands an empty one. */
  const growing = (field) => {
    const inputs = inputsOf(field);
    const last = inputs[inputs.length - 1];
    if (last instanceof HTMLSelectElement || !last.value.trim()) return;
    const next = last.cloneNode();
    next.value = "";
    next.required = false;
    next.removeAttribute("id");
    next.setAttribute("aria-label", `${nameOf(field)}, another`);
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

  /* What stands in fields, by their keys: of a group that of its fields, of others the value of each input. */
  const valueOf = (input) => {
    if (input.type === "checkbox") return input.checked;
    return input.multiple ? [...input.selectedOptions].map((option) => option.value) : input.value;
  };

  const valuesOf = (fields) => Object.fromEntries(fields.map((field) => [field.dataset.obField, standingIn(field)]));

  const standingIn = (field) => {
    if (controlOf(field) === "group") return valuesOf(within(field));
    if (controlOf(field) === "groups") return groupsOf(field).map((group) => valuesOf(within(group)));
    return inputsOf(field).map(valueOf);
  };

  const put = (input, value) => {
    if (input.type === "checkbox") input.checked = value;
    else if (input.multiple) for (const option of input.options) option.selected = value.includes(option.value);
    else input.value = value;
  };

  const putAll = (fields, values) => {
    for (const field of fields) if (field.dataset.obField in values) putInto(field, values[field.dataset.obField]);
  };

  const putInto = (field, found) => {
    if (controlOf(field) === "group") putAll(within(field), found);
    else if (controlOf(field) === "groups") {
      for (const group of groupsOf(field).slice(found.length)) group.remove();
      found.forEach((values, place) => putAll(within(groupsOf(field)[place] || addGroup(field)), values));
    } else {
      found.forEach((value, place) => {
        const input = inputsOf(field)[place];
        if (input) put(input, value);
        if ("obRepeated" in field.dataset) growing(field);
      });
    }
  };

  /* The draft of a page: none where nothing was typed, and nothing where the browser keeps nothing. */
  const place = () => `opsbook-form:${location.pathname}`;
  const givenNow = () => (location.hash.startsWith("#?") ? location.hash : "");

  const drop = () => {
    try {
      sessionStorage.removeItem(place());
    } catch {
      /* Nothing is kept. */
    }
  };

  const snapshot = (form) => {
    const id = idOf(form);
    return JSON.stringify({ id: id.value, own: id.dataset.obOwn || "", fields: valuesOf(fieldsOf(form)) });
  };

  /* Keep what stands in a form, which was ``untouched`` before anybody typed. ``given`` is what its address filled in. */
  const keep = (form, { given, untouched }) => {
    const now = snapshot(form);
    if (now === untouched) return drop();
    try {
      sessionStorage.setItem(place(), JSON.stringify({ given, form: now }));
    } catch {
      /* Nothing is kept. */
    }
  };

  /* Put back what was kept; not over what another address has filled in. */
  const bringBack = (form) => {
    try {
      const draft = JSON.parse(sessionStorage.getItem(place()));
      if (!draft || (givenNow() && givenNow() !== draft.given)) return;
      const { id, own, fields } = JSON.parse(draft.form);
      putAll(fieldsOf(form), fields);
      idOf(form).value = id;
      idOf(form).dataset.obOwn = own;
    } catch {
      drop();
    }
  };

  window.opsbook.formDraft = { addGroup, bringBack, drop, givenNow, growing, keep, snapshot };
})();
