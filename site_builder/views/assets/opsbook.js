/* opsbook: tables that sort and filter. Everything can be read without it; state is kept in the URL's fragment. */
(() => {
  "use strict";

  const MOST_CHIPS = 10;
  const collator = new Intl.Collator("en", { numeric: true, sensitivity: "base" });

  const make = (name, className, text) => {
    const element = document.createElement(name);
    if (className) element.className = className;
    if (text !== undefined) element.textContent = text;
    return element;
  };

  /* Words of a cell; a dash says that there is nothing. */
  const textOf = (cell) => (cell.querySelector(".ob-none") ? "" : cell.textContent.trim().replace(/\s+/g, " "));

  const valuesOf = (cell) => {
    const items = cell.querySelectorAll(":scope > .ob-chips > li, :scope > .ob-items > li");
    const values = items.length ? [...items].map(textOf) : [textOf(cell)];
    return values.filter(Boolean);
  };

  const nameOf = (head) => textOf(head.querySelector(".ob-sort") || head);

  /* Fragment: #?table.Column=value&table.sort=Column&table.order=descending */
  const readState = () => new URLSearchParams(location.hash.startsWith("#?") ? location.hash.slice(2) : "");

  const writeState = (id, change) => {
    const state = readState();
    for (const [key, value] of Object.entries(change)) {
      if (value) state.set(`${id}.${key}`, value);
      else state.delete(`${id}.${key}`);
    }
    const text = state.toString();
    history.replaceState(history.state, "", text ? `#?${text}` : location.pathname + location.search);
  };

  const keyOf = (row, index) => {
    const cell = row.cells[index];
    return cell.dataset.sort ?? textOf(cell);
  };

  const compare = (first, second) => {
    if (first === "" || second === "") return (first === "") - (second === "");
    const [a, b] = [Number(first), Number(second)];
    return Number.isNaN(a) || Number.isNaN(b) ? collator.compare(first, second) : a - b;
  };

  const sortRows = (table, heads, head, descending) => {
    const index = heads.indexOf(head);
    const body = table.tBodies[0];
    const sign = descending ? -1 : 1;
    const keyed = [...body.rows].map((row) => [keyOf(row, index), row]);
    keyed.sort(([a], [b]) => (a === "" || b === "" ? compare(a, b) : sign * compare(a, b)));
    body.append(...keyed.map(([, row]) => row));
    for (const each of heads) each.removeAttribute("aria-sort");
    head.setAttribute("aria-sort", descending ? "descending" : "ascending");
  };

  const setUpSorting = (id, table, heads) => {
    for (const head of heads) {
      if (!head.hasAttribute("data-ob-sort")) continue;
      const button = make("button", "ob-sort");
      button.type = "button";
      button.append(...head.childNodes);
      head.append(button);
      button.addEventListener("click", () => {
        const descending = head.getAttribute("aria-sort") === "ascending";
        sortRows(table, heads, head, descending);
        writeState(id, { sort: nameOf(head), order: descending ? "descending" : "" });
      });
    }
    const state = readState();
    const wanted = heads.find((head) => nameOf(head) === state.get(`${id}.sort`));
    if (wanted) sortRows(table, heads, wanted, state.get(`${id}.order`) === "descending");
  };

  /* A table that is cut says in its head what all of its rows hold. */
  const countsOf = (table, head, index) => {
    const counts = new Map(JSON.parse(head.dataset.obFilter || "[]").map(([value, count, key]) => [value, { count, key }]));
    if (!counts.size) {
      for (const { cells } of table.tBodies[0].rows) {
        const values = valuesOf(cells[index]);
        const key = (values.length === 1 && cells[index].dataset.sort) || "";
        for (const value of values) {
          if (!counts.has(value)) counts.set(value, { count: 0, key });
          counts.get(value).count += 1;
        }
      }
    }
    return [...counts]
      .sort(([a, one], [b, other]) => compare(one.key, other.key) || collator.compare(a, b))
      .map(([value, { count }]) => [value, count]);
  };

  const chipsFor = (name, counts, chosen, choose) => {
    const group = make("div", "ob-filters__group");
    group.setAttribute("role", "group");
    group.setAttribute("aria-label", `Filter by ${name}`);
    group.append(make("span", "ob-filters__name", name));
    for (const [value, count] of counts) {
      const chip = make("button", "ob-chip", `${value} `);
      chip.type = "button";
      chip.setAttribute("aria-pressed", String(value === chosen));
      chip.append(make("span", "ob-chip__count", String(count)));
      chip.addEventListener("click", () => {
        const pressed = chip.getAttribute("aria-pressed") === "true";
        for (const other of group.querySelectorAll(".ob-chip")) other.setAttribute("aria-pressed", "false");
        chip.setAttribute("aria-pressed", String(!pressed));
        choose(pressed ? "" : value);
      });
      group.append(chip);
    }
    return group;
  };

  const selectFor = (name, counts, chosen, choose) => {
    const group = make("label", "ob-filters__group");
    const select = make("select", "ob-chip");
    group.append(make("span", "ob-filters__name", name), select);
    select.append(new Option("all", ""));
    for (const [value, count] of counts) select.append(new Option(`${value} (${count})`, value, false, value === chosen));
    select.addEventListener("change", () => choose(select.value));
    return group;
  };

  const setUpFilters = (id, box, table, heads) => {
    const filtered = heads.filter((head) => head.hasAttribute("data-ob-filter"));
    if (!filtered.length) return;
    const chosen = new Map();
    const known = new Map();
    const isCut = box.querySelector(".ob-table__total") !== null;
    const rest = box.querySelector(".ob-table__more a:not([download])");
    const found = make("span", "ob-filters__found");
    found.setAttribute("role", "status");
    const apply = () => {
      const rows = [...table.tBodies[0].rows];
      let shown = 0;
      for (const row of rows) {
        row.hidden = ![...chosen].every(([index, value]) => !value || valuesOf(row.cells[index]).includes(value));
        if (!row.hidden) shown += 1;
      }
      if (isCut) sayOfCut(shown, rows.length);
      else found.textContent = shown === rows.length ? "" : `${shown} of ${rows.length}`;
    };
    const sayOfCut = (shown, count) => {
      const filters = [...chosen].filter(([, value]) => value);
      found.textContent = filters.length ? `${shown} of the ${count} shown here` : "";
      const all = filters.length === 1 && known.get(filters[0][0]);
      if (all) found.append(`, ${all.get(filters[0][1])} in all`);
      if (filters.length && rest) found.append(" · ", rest.cloneNode(true));
    };
    const bar = make("div", "ob-filters");
    const state = readState();
    for (const head of filtered) {
      const index = heads.indexOf(head);
      const name = nameOf(head);
      const counts = countsOf(table, head, index);
      if (counts.length < 2) continue;
      if (head.dataset.obFilter) known.set(index, new Map(counts));
      const initial = state.get(`${id}.${name}`) ?? "";
      chosen.set(index, counts.some(([value]) => value === initial) ? initial : "");
      const choose = (value) => {
        chosen.set(index, value);
        apply();
        writeState(id, { [name]: value });
      };
      bar.append((counts.length > MOST_CHIPS ? selectFor : chipsFor)(name, counts, chosen.get(index), choose));
    }
    if (!bar.childElementCount) return;
    bar.append(found);
    box.prepend(bar);
    apply();
  };

  /* A table that fits needs no frame of its own: its head then stays in sight while the page scrolls. */
  const watchWidth = (box) => {
    const frame = box.querySelector(".ob-table__frame");
    const measure = () => {
      box.classList.remove("ob-table--fits");
      const fits = frame.scrollWidth <= frame.clientWidth + 1;
      box.classList.toggle("ob-table--fits", fits);
      if (fits) frame.removeAttribute("tabindex");
      else frame.setAttribute("tabindex", "0");
    };
    measure();
    new ResizeObserver(measure).observe(box);
  };

  /* A timeline that is wider than its frame opens where today is. */
  const showToday = (frame) => {
    const names = frame.firstElementChild.offsetWidth;
    frame.scrollLeft = Number(frame.dataset.obToday) - (frame.clientWidth - names) / 2;
  };

  const setUp = () => {
    for (const frame of document.querySelectorAll("[data-ob-today]")) showToday(frame);
    for (const box of document.querySelectorAll("[data-ob-table]:not([data-ob-ready])")) {
      const table = box.querySelector("table");
      const heads = [...table.tHead.rows[0].cells];
      box.setAttribute("data-ob-ready", "");
      setUpSorting(box.id, table, heads);
      setUpFilters(box.id, box, table, heads);
      watchWidth(box);
    }
  };

  /* Material replaces the page's content without loading a page; it says so on document$. */
  const onEachPage = (work) => {
    if (typeof document$ !== "undefined") document$.subscribe(work);
    else if (document.readyState === "loading") document.addEventListener("DOMContentLoaded", work);
    else work();
  };

  /* Few pages have a form: what works it is loaded with the first of them. */
  const { src } = document.currentScript;
  let isLoaded = false;
  const loadForms = () => {
    if (isLoaded || !document.querySelector("[data-ob-form]")) return;
    isLoaded = true;
    for (const name of ["record_text.js", "form_fields.js", "form_draft.js", "forms.js"]) {
      const script = make("script");
      script.src = src.replace("opsbook.js", name);
      /* One after the other: each uses what those before it offer. */
      script.async = false;
      document.head.append(script);
    }
  };

  window.opsbook = { collator, make, readState, writeState, chipsFor, selectFor, onEachPage };

  onEachPage(setUp);
  onEachPage(loadForms);
})();
