/* opsbook: release notes that narrow to what lies between two versions, is of one type or part, or has these words.
   Everything can be read without it; state is kept in the URL's fragment, as that of tables is. A page that has only
   the newest releases names a file with the notes of all: it is asked for when something is chosen, and not before. */
(() => {
  "use strict";

  const { collator, make, readState, writeState, chipsFor, selectFor, onEachPage } = window.opsbook;

  const TYPES = ["Breaking", "Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];

  const wordOf = (value) => value.charAt(0).toUpperCase() + value.slice(1);

  const typesOf = (change) => [wordOf(change.dataset.obType), ...("obBreaking" in change.dataset ? ["Breaking"] : [])];

  const versionSelect = (name, versions, chosen, choose) => {
    const group = make("label", "ob-filters__group");
    const select = make("select", "ob-chip");
    group.append(make("span", "ob-filters__name", name), select);
    for (const [value, text] of versions) select.append(new Option(text, value, false, value === chosen));
    select.addEventListener("change", () => choose(select.value));
    return group;
  };

  const wordsField = (given, choose) => {
    const group = make("label", "ob-filters__group");
    const field = make("input", "ob-chip ob-finder__words");
    field.type = "search";
    field.value = given;
    field.autocomplete = "off";
    group.append(make("span", "ob-filters__name", "Search changes"), field);
    field.addEventListener("input", () => choose(field.value.trim()));
    return group;
  };

  const fetched = new Map();

  const fetchNotes = (address) => {
    if (!fetched.has(address)) {
      const answer = fetch(address).then((response) => {
        if (!response.ok) throw new Error(`${address}: ${response.status}`);
        return response.json();
      });
      answer.catch(() => fetched.delete(address));
      fetched.set(address, answer);
    }
    return fetched.get(address);
  };

  /* The notes of a release as they stand on this page: anchors are on the release's own, and links lead there. */
  const articleOf = ({ version, html }, address) => {
    const parsed = new DOMParser().parseFromString(html, "text/html").querySelector(".ob-release");
    const article = document.importNode(parsed, true);
    for (const each of article.querySelectorAll("[id]")) each.removeAttribute("id");
    for (const name of ["href", "src"]) {
      for (const each of article.querySelectorAll(`[${name}]`)) {
        const value = each.getAttribute(name);
        each.setAttribute(name, new URL(value.startsWith("#") ? `${version}/${value}` : value, address).href);
      }
    }
    return article;
  };

  const part = (article, unwanted) => {
    const copy = article.cloneNode(true);
    for (const each of copy.querySelectorAll(unwanted)) each.remove();
    return copy;
  };

  const notesOf = (release) => release.querySelector(".ob-change, .ob-release__upgrade");

  const breaksOf = (article) => part(article, ".ob-release__title, .ob-release__group:not([data-ob-breaking])");

  const othersOf = (article) => part(article, ".ob-release__upgrade, .ob-release__group[data-ob-breaking]");

  /* Puts releases into a part of the page that has some already: in the order of the versions, else behind the last. */
  const addTo = (place, articles, versions, last) => {
    const present = [...place.querySelectorAll(":scope > .ob-release")];
    const known = new Set(present.map((release) => release.dataset.obVersion));
    const added = articles.filter((article) => !known.has(article.dataset.obVersion) && notesOf(article));
    const all = [...present, ...added];
    if (versions.length) all.sort((a, b) => versions.indexOf(a.dataset.obVersion) - versions.indexOf(b.dataset.obVersion));
    for (const each of all) last ? last.before(each) : place.append(each);
    return added;
  };

  const setUpFinder = (box) => {
    const state = readState();
    const top = box.parentElement;
    const versions = (box.dataset.obVersions ?? "").split(" ").filter(Boolean);
    const [types, components] = [JSON.parse(box.dataset.obTypes), JSON.parse(box.dataset.obComponents)];
    const address = box.dataset.obNotes ? new URL(box.dataset.obNotes, location.href).href : "";
    const earlier = top.querySelector("#earlier")?.closest("section");
    const wanted = {};
    for (const key of ["from", "to", "type", "component", "words"]) wanted[key] = state.get(`${box.id}.${key}`) ?? "";
    const found = make("p", "ob-filters__found ob-finder__found");
    found.setAttribute("role", "status");
    const anew = make("button", "ob-chip", "Show every change");
    anew.type = "button";
    const brought = new Set();
    let [isWhole, isLost, isReading] = [!address, false, false];

    const texts = new WeakMap();
    const textOf = (change) => {
      if (!texts.has(change)) texts.set(change, change.textContent.toLowerCase());
      return texts.get(change);
    };

    const bring = ({ releases }) => {
      const articles = releases
        .filter(({ version }) => !versions.length || versions.includes(version))
        .map((release) => articleOf(release, address));
      const [breaks, others] = ["#what-breaks", "#everything-else"].map((anchor) => top.querySelector(anchor)?.closest("section"));
      const added = breaks ? addTo(breaks, articles.map(breaksOf), versions) : [];
      if (others) added.push(...addTo(others, breaks ? articles.map(othersOf) : articles, versions));
      else added.push(...addTo(top, articles, versions, earlier));
      for (const each of added) brought.add(each);
      isWhole = true;
    };

    const isBetween = (release) => {
      if (!versions.length) return true;
      const place = versions.indexOf(release.dataset.obVersion);
      const from = versions.indexOf(wanted.from);
      return place >= Math.max(versions.indexOf(wanted.to), 0) && (from < 0 || place < from);
    };

    const apply = () => {
      const words = wanted.words.toLowerCase().split(/\s+/).filter(Boolean);
      const narrowed = Boolean(wanted.type || wanted.component || words.length);
      const chosen = narrowed || Boolean(wanted.from || wanted.to);
      const releases = [...top.querySelectorAll(".ob-release")];
      const changes = [...top.querySelectorAll(".ob-change[data-ob-type]")];
      let shown = 0;
      for (const change of changes) {
        const fits =
          (!wanted.type || typesOf(change).includes(wanted.type)) &&
          (!wanted.component || change.dataset.obComponent === wanted.component) &&
          words.every((word) => textOf(change).includes(word));
        change.hidden = !fits || !isBetween(change.closest(".ob-release"));
        if (!change.hidden) shown += 1;
      }
      const isEmpty = (piece) => !piece.querySelector(".ob-change:not([hidden])");
      for (const release of releases) {
        for (const group of release.querySelectorAll(".ob-release__group")) group.hidden = isEmpty(group);
        for (const lead of release.querySelectorAll(".ob-release__lead, .ob-release__text")) lead.hidden = narrowed;
        release.hidden = !isBetween(release) || (narrowed && isEmpty(release)) || (!chosen && brought.has(release));
      }
      for (const section of top.querySelectorAll("#what-breaks, #everything-else")) {
        const place = section.closest("section");
        place.hidden = ![...place.querySelectorAll(".ob-release")].some((release) => !release.hidden);
      }
      if (earlier) earlier.hidden = chosen && isWhole;
      if (chosen && !isWhole && !isLost) found.textContent = "Reading the notes of earlier releases …";
      else if (!chosen || shown === changes.length) found.textContent = "";
      else found.textContent = `${shown} of ${changes.length} changes`;
      anew.hidden = shown > 0 || !chosen || (!isWhole && !isLost);
      if (!anew.hidden) found.textContent += ": nothing fits all of these choices";
      if (chosen && isLost) found.textContent += "; the notes of earlier releases could not be read: they are one link away, below";
      if (chosen && !isWhole && !isLost && !isReading) bringAll();
    };

    const bringAll = () => {
      isReading = true;
      fetchNotes(address)
        .then(bring)
        .catch(() => (isLost = true))
        .finally(() => {
          isReading = false;
          apply();
        });
    };

    const choose = (key) => (value) => {
      wanted[key] = value;
      isLost = false;
      apply();
      writeState(box.id, { [key]: value });
    };

    const offer = () => {
      box.replaceChildren();
      if (versions.length > 1) {
        const named = versions.map((version) => [version, version]);
        const before = ["", "none: show everything"];
        box.append(
          versionSelect("You have", [before, ...named], wanted.from, choose("from")),
          versionSelect("You go to", [["", `${versions[0]}, the newest`], ...named.slice(1)], wanted.to, choose("to")),
        );
      }
      const typed = TYPES.filter((type) => types[type]).map((type) => [type, types[type]]);
      const parts = Object.entries(components).sort(([a], [b]) => collator.compare(a, b));
      if (typed.length > 1) box.append(chipsFor("Type", typed, wanted.type, choose("type")));
      if (parts.length > 1) box.append(selectFor("Component", parts, wanted.component, choose("component")));
      box.append(wordsField(wanted.words, choose("words")), found, anew);
      apply();
    };

    anew.addEventListener("click", () => {
      for (const key of Object.keys(wanted)) wanted[key] = "";
      writeState(box.id, wanted);
      offer();
      box.querySelector("select, button, input").focus();
    });
    offer();
  };

  onEachPage(() => {
    for (const box of document.querySelectorAll("[data-ob-finder]:not([data-ob-ready])")) {
      box.setAttribute("data-ob-ready", "");
      setUpFinder(box);
    }
  });
})();
