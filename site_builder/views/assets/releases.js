/* opsbook: release notes that narrow to what lies between two versions, is of one type or part, or has these words.
   Everything can be read without it; state is kept in the URL's fragment, as that of tables is. */
(() => {
  "use strict";

  const { collator, make, readState, writeState, chipsFor, selectFor, onEachPage } = window.opsbook;

  const TYPES = ["Breaking", "Added", "Changed", "Deprecated", "Removed", "Fixed", "Security"];

  const wordOf = (value) => value.charAt(0).toUpperCase() + value.slice(1);

  const countChanges = (changes, valueOf) => {
    const counts = new Map();
    for (const change of changes) {
      for (const value of valueOf(change)) counts.set(value, (counts.get(value) ?? 0) + 1);
    }
    return counts;
  };

  const typesOf = (change) => [wordOf(change.dataset.obType), ...("obBreaking" in change.dataset ? ["Breaking"] : [])];

  const componentsOf = (change) => (change.dataset.obComponent ? [change.dataset.obComponent] : []);

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
    group.append(make("span", "ob-filters__name", "Words"), field);
    field.addEventListener("input", () => choose(field.value.trim()));
    return group;
  };

  const setUpFinder = (box) => {
    const state = readState();
    const top = box.parentElement;
    const releases = [...top.querySelectorAll(".ob-release")];
    const changes = [...top.querySelectorAll(".ob-change")];
    const versions = (box.dataset.obVersions ?? "").split(" ").filter(Boolean);
    const wanted = {};
    for (const key of ["from", "to", "type", "component", "words"]) wanted[key] = state.get(`${box.id}.${key}`) ?? "";
    const texts = new Map(changes.map((change) => [change, change.textContent.toLowerCase()]));
    const found = make("p", "ob-filters__found ob-finder__found");
    found.setAttribute("role", "status");

    const isBetween = (release) => {
      if (!versions.length) return true;
      const place = versions.indexOf(release.dataset.obVersion);
      const from = versions.indexOf(wanted.from);
      return place >= Math.max(versions.indexOf(wanted.to), 0) && (from < 0 || place < from);
    };

    const apply = () => {
      const words = wanted.words.toLowerCase().split(/\s+/).filter(Boolean);
      const narrowed = Boolean(wanted.type || wanted.component || words.length);
      let shown = 0;
      for (const change of changes) {
        const fits =
          (!wanted.type || typesOf(change).includes(wanted.type)) &&
          (!wanted.component || componentsOf(change).includes(wanted.component)) &&
          words.every((word) => texts.get(change).includes(word));
        change.hidden = !fits || !isBetween(change.closest(".ob-release"));
        if (!change.hidden) shown += 1;
      }
      const isEmpty = (part) => !part.querySelector(".ob-change:not([hidden])");
      for (const release of releases) {
        for (const group of release.querySelectorAll(".ob-release__group")) group.hidden = isEmpty(group);
        for (const lead of release.querySelectorAll(".ob-release__lead")) lead.hidden = narrowed;
        release.hidden = !isBetween(release) || (narrowed && isEmpty(release));
      }
      const all = shown === changes.length;
      found.textContent = all ? "" : `${shown} of ${changes.length} changes`;
    };

    const choose = (key) => (value) => {
      wanted[key] = value;
      apply();
      writeState(box.id, { [key]: value });
    };

    if (versions.length > 1) {
      const named = versions.map((version) => [version, version]);
      const before = ["", "none: show everything"];
      box.append(
        versionSelect("You have", [before, ...named], wanted.from, choose("from")),
        versionSelect("You go to", [["", `${versions[0]}, the newest`], ...named.slice(1)], wanted.to, choose("to")),
      );
    }
    const counts = countChanges(changes, typesOf);
    const types = TYPES.filter((type) => counts.has(type)).map((type) => [type, counts.get(type)]);
    const components = [...countChanges(changes, componentsOf)].sort(([a], [b]) => collator.compare(a, b));
    if (types.length > 1) box.append(chipsFor("Type", types, wanted.type, choose("type")));
    if (components.length > 1) box.append(selectFor("Component", components, wanted.component, choose("component")));
    if (changes.length > 1) box.append(wordsField(wanted.words, choose("words")));
    box.append(found);
    apply();
  };

  onEachPage(() => {
    for (const box of document.querySelectorAll("[data-ob-finder]:not([data-ob-ready])")) {
      box.setAttribute("data-ob-ready", "");
      setUpFinder(box);
    }
  });
})();
