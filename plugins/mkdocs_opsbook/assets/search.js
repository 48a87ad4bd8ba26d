/* opsbook: the worker behind Material's search box on a large site. It speaks the box's own protocol and fetches only
   the shards of words and the chunks of pages that a query needs; search_shards.py says how they are made. */
"use strict";

(() => {
  const SETUP = 0;
  const READY = 1;
  const QUERY = 2;
  const RESULT = 3;

  const SHOWN = 10; // pages of a result, as many as the box shows at first: then another word helps more
  const SECTIONS = 4; // sections of a page that are shown
  const SHARDS = 4; // shards that the beginning of a word may take; a shorter beginning is looked up in titles alone
  const WORDS = 8; // words of a query
  const LONGEST = 64; // characters of a word, as in search_words.py
  const BEFORE = 60; // characters of a teaser before the first word that was found, and in all
  const TEASER = 320;
  const FIELDS = ["title", "tags", "text"];

  // What a match is worth. A title counts more than any text, one that consists of the word alone the most.
  const TITLE = { exact: 100, begun: 70, alone: 40 };
  const TAG = { exact: 50, begun: 30 };
  const TEXT = { exact: 8, begun: 3, often: 1.5 };

  const folder = new URL("../../search/", self.location.href);

  const WORD = /[\p{L}\p{N}\p{M}_]+/gu;
  const fold = (text) =>
    text.toLowerCase().normalize("NFKD").replace(/\p{M}+/gu, "").toLowerCase().replace(/ς/g, "σ");
  const wordsOf = (text) => fold(text).match(/[\p{L}\p{N}_]+/gu)?.map((word) => word.slice(0, LONGEST)) ?? [];

  const escapeHtml = (text) =>
    text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);

  /* Files. */

  class Gone extends Error {}

  let about; // a promise of what shards.json says
  let files = new Map(); // promises of shards and chunks, by address

  const fetched = async (path, options) => {
    const response = await fetch(new URL(path, folder), options);
    if (!response.ok) throw new Gone(`${path}: ${response.status}`);
    return response;
  };

  const readAbout = async (options) => {
    const found = await (await fetched("shards.json", options)).json();
    let first = 0;
    found.pages.starts = found.pages.sizes.map((size) => (first += size) - size);
    return found;
  };

  const begin = (options) => {
    files = new Map();
    about = readAbout(options);
    about.catch(() => (about = undefined));
    return about;
  };

  const file = (path, read) => {
    if (!files.has(path)) {
      const promise = fetched(path).then(read);
      promise.catch(() => files.delete(path));
      files.set(path, promise);
    }
    return files.get(path);
  };

  const hashOf = (hashes, number) => hashes.slice(number * 6, number * 6 + 6);

  const readShard = (bits, lists) => async (response) => {
    const buffer = await response.arrayBuffer();
    const end = new Uint8Array(buffer).indexOf(10);
    const { words, counts } = JSON.parse(new TextDecoder().decode(new Uint8Array(buffer, 0, end)));
    const numbers = bits === 16 ? new Uint16Array(buffer, end + 1) : new Uint32Array(buffer, end + 1);
    const starts = [];
    let start = 0;
    for (const count of counts) {
      starts.push(start);
      start += count;
    }
    starts.push(start);
    return { words, starts, numbers, lists };
  };

  const shard = (known, family, number) => {
    const lists = family === "names" ? 1 : 2;
    const bits = family === "names" ? 32 : known.bits;
    return file(`${family}/${number}-${hashOf(known[family].hashes, number)}.bin`, readShard(bits, lists));
  };

  const pageOf = async (known, number) => {
    const { starts, hashes } = known.pages;
    const chunk = lastUpTo(starts, number);
    const pages = await file(`pages/${chunk}-${hashOf(hashes, chunk)}.json`, (response) => response.json());
    return pages[number - starts[chunk]];
  };

  /* The last place in a sorted list whose value is not after this one; -1 where there is none. */
  const lastUpTo = (sorted, value) => {
    let low = 0;
    let high = sorted.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (sorted[middle] <= value) low = middle + 1;
      else high = middle;
    }
    return low - 1;
  };

  /* Queries. A term is a word that has to be there: the beginning of one, or where `whole` is set the word itself. */

  const termsOf = (query) => {
    const terms = [];
    const add = (text, whole, unwanted, field) => {
      const words = wordsOf(text);
      words.forEach((word, place) => {
        const last = place === words.length - 1;
        terms.push({ word, whole: whole || !last, unwanted, field });
      });
    };
    for (const [, phrase, part] of query.matchAll(/"([^"]*)"?|([^\s"]+)/g)) {
      if (phrase !== undefined) {
        add(phrase, true, false);
        continue;
      }
      const sign = /^[+-]/.test(part) ? part[0] : "";
      const [, name, rest] = /^(?:(title|tags|text):)?(.*)$/s.exec(part.slice(sign.length));
      add(rest.replace(/[~^]\d*$/, ""), sign !== "", sign === "-", FIELDS.includes(name) ? name : undefined);
    }
    const seen = new Set();
    return terms.filter(({ word, whole, unwanted, field }) => {
      const key = [word, whole, unwanted, field].join(" ");
      return !seen.has(key) && seen.add(key);
    });
  };

  /* Return the shards that hold a word or, as far as these are few, all words that begin so. */
  const shardsFor = async (known, family, { word, whole }) => {
    const { firsts } = known[family];
    const first = Math.max(0, lastUpTo(firsts, word));
    let end = first + 1;
    if (!whole) while (end < firsts.length && firsts[end].startsWith(word)) end += 1;
    const partial = end - first > SHARDS;
    if (partial) end = first + 1;
    if (firsts.length === 0) return { found: [], partial: false };
    const numbers = Array.from({ length: end - first }, (_, place) => first + place);
    return { found: await Promise.all(numbers.map((number) => shard(known, family, number))), partial };
  };

  function* matches(shards, { word, whole }, exactOnly) {
    for (const { words, starts, numbers, lists } of shards) {
      const from = lastUpTo(words, word);
      let place = from >= 0 && words[from] === word ? from : from + 1;
      for (; place < words.length && words[place].startsWith(word); place += 1) {
        const exact = words[place] === word;
        if (!exact && (whole || exactOnly)) break;
        for (let list = 0; list < lists; list += 1) {
          const cut = place * lists + list;
          yield { text: words[place], exact, list, numbers: numbers.subarray(starts[cut], starts[cut + 1]) };
        }
      }
    }
  }

  /* Return what each page is worth for a term (0 where it has it not), and whether texts were left out. */
  const weigh = async (known, term) => {
    const [names, texts] = await Promise.all(["names", "texts"].map((family) => shardsFor(known, family, term)));
    const worth = new Float32Array(known.total);
    const completions = [];
    let pages = 0;
    const raise = (page, value) => {
      if (worth[page] === 0) pages += 1;
      if (value > worth[page]) worth[page] = value;
    };
    if (term.field === undefined || term.field === "text") {
      for (const { exact, list, numbers } of matches(texts.found, term, texts.partial)) {
        const value = (exact ? TEXT.exact : TEXT.begun) * (list ? TEXT.often : 1);
        for (const page of numbers) raise(page, value);
      }
    }
    if (term.field !== "text") {
      for (const { text, exact, numbers } of matches(names.found, term, false)) {
        completions.push([text, numbers.length]);
        for (const code of numbers) {
          if (code & 16) {
            if (term.field !== "title") raise(code >>> 5, exact ? TAG.exact : TAG.begun);
          } else if (term.field !== "tags") {
            raise(code >>> 5, (exact ? TITLE.exact : TITLE.begun) + TITLE.alone / Math.max(1, code & 15));
          }
        }
      }
    }
    // A word that few pages have says more about what is sought than one that nearly all have.
    const rarity = 0.5 + 0.5 * (Math.log(1 + known.total / Math.max(1, pages)) / Math.log(1 + known.total));
    return { worth, rarity, completions, partial: texts.partial || names.partial };
  };

  /* Return the best of the pages that have all terms, or where none has, of those that have most; and how many there are
     in all. */
  const ranked = (known, terms, weights) => {
    const scores = new Float64Array(known.total);
    const counts = new Uint8Array(known.total);
    const unwanted = new Uint8Array(known.total);
    // As long as so little of the last word is typed that not all of its pages are known, it only raises.
    const wanted = terms.map((term, place) => !term.unwanted && !(weights[place].partial && !term.whole));
    const demanding = wanted.includes(true) ? wanted : terms.map((term) => !term.unwanted);
    const needed = demanding.filter(Boolean).length;
    terms.forEach((term, place) => {
      const { worth, rarity } = weights[place];
      for (let page = 0; page < known.total; page += 1) {
        if (worth[page] === 0) continue;
        if (term.unwanted) {
          unwanted[page] = 1;
        } else {
          scores[page] += worth[page] * rarity;
          counts[page] += demanding[place] ? 1 : 0;
        }
      }
    });
    let most = 0;
    for (let page = 0; page < known.total; page += 1) if (!unwanted[page] && counts[page] > most) most = counts[page];
    for (const [page, boost] of Object.entries(known.boosts)) scores[page] *= boost;
    // Sorting thousands of pages would take longer than finding the few that are shown.
    const best = [];
    let total = 0;
    for (let page = 0; page < known.total; page += 1) {
      if (needed === 0 || most === 0 || counts[page] !== most || unwanted[page]) continue;
      total += 1;
      if (best.length === SHOWN && scores[page] <= scores[best[SHOWN - 1]]) continue;
      let place = best.length;
      while (place > 0 && scores[best[place - 1]] < scores[page]) place -= 1;
      best.splice(place, 0, page);
      if (best.length > SHOWN) best.pop();
    }
    return { best, total, scores };
  };

  /* What is shown. Everything in pages is plain text, and is escaped here. */

  const finderOf = (terms) => {
    const wanted = terms.filter((term) => !term.unwanted);
    const begins = (word) => wanted.find((each) => (each.whole ? word === each.word : word.startsWith(each.word)));
    const known = new Map(); // most words are on many pages
    return (text) => {
      const found = [];
      for (const match of text.matchAll(WORD)) {
        let term = known.get(match[0]);
        if (term === undefined) {
          term = wordsOf(match[0]).map(begins).find(Boolean) ?? null;
          known.set(match[0], term);
        }
        if (term !== null) found.push({ start: match.index, end: match.index + match[0].length, term });
      }
      return found;
    };
  };

  const marked = (text, found, start = 0, end = text.length) => {
    let html = "";
    let done = start;
    for (const each of found) {
      if (each.start < start || each.end > end) continue;
      html += `${escapeHtml(text.slice(done, each.start))}<mark>${escapeHtml(text.slice(each.start, each.end))}</mark>`;
      done = each.end;
    }
    return html + escapeHtml(text.slice(done, end));
  };

  const teaser = (text, found) => {
    let start = 0;
    if (found.length && text.length > TEASER) {
      start = Math.max(0, Math.min(found[0].start - BEFORE, text.length - TEASER));
      if (start > 0) start = Math.min(text.indexOf(" ", start) + 1 || start, found[0].start);
    }
    let end = Math.min(text.length, start + TEASER);
    if (end < text.length) end = Math.max(text.lastIndexOf(" ", end), start + 1);
    const html = marked(text, found, start, end);
    return html && `<p>${start > 0 ? "… " : ""}${html}${end < text.length ? " …" : ""}</p>`;
  };

  const shown = ([url, title, tags, sections], score, find, missing) => {
    const titleFound = find(title);
    const terms = {};
    const seen = (found) => found.forEach(({ term }) => (terms[term.word] = true));
    seen(titleFound);
    tags.forEach((tag) => seen(find(tag)));
    const parts = sections.map(([anchor, heading, text], place) => {
      const tidy = text.replace(/ ([.,;:!?)\]])/g, "$1");
      const inHeading = place ? find(heading) : [];
      const inText = find(tidy);
      seen(inHeading);
      seen(inText);
      const different = new Set([...inHeading, ...inText].map(({ term }) => term.word)).size;
      return { anchor, heading, tidy, inHeading, inText, weight: different + (inHeading.length ? 0.5 : 0), place };
    });
    for (const word of missing(terms)) terms[word] = false;
    const [own, ...others] = parts;
    const page = { location: url, title: marked(title, titleFound), text: own ? teaser(own.tidy, own.inText) : "" };
    if (tags.length) page.tags = tags.map((tag) => marked(tag, find(tag)));
    const best = others.filter(({ weight }) => weight > 0).sort((a, b) => b.weight - a.weight || a.place - b.place);
    const below = best.slice(0, SECTIONS).map((part, place) => ({
      location: part.anchor ? `${url}#${part.anchor}` : url,
      title: marked(part.heading, part.inHeading),
      text: teaser(part.tidy, part.inText),
      score: Math.max(0, score - 1 - place),
      terms,
    }));
    // Where only a section has the words, the section is what was found: the box shows it below its page's title.
    const isSection = below.length > 0 && titleFound.length === 0 && (own?.inText.length ?? 0) === 0;
    if (!isSection) return [{ ...page, score, terms }, ...below];
    below[0].score = score;
    return [...below, { ...page, score: 0, terms }];
  };

  const answer = async (query, isCurrent) => {
    const terms = termsOf(query).slice(0, WORDS);
    if (!terms.some((term) => !term.unwanted)) return { items: [] };
    const known = await (about ?? begin());
    const weights = await Promise.all(terms.map((term) => weigh(known, term)));
    if (!isCurrent()) return undefined;
    const { best, total, scores } = ranked(known, terms, weights);
    const pages = await Promise.all(best.map((number) => pageOf(known, number)));
    if (!isCurrent()) return undefined;
    const find = finderOf(terms);
    const items = pages.map((page, place) => {
      const number = best[place];
      const absent = terms.filter((term, at) => !term.unwanted && weights[at].worth[number] === 0);
      return shown(page, scores[number], find, () => absent.map(({ word }) => word));
    });
    if (total > best.length) items.push([rest(query, best.length, total)]);
    return { items, suggest: [completion(terms, weights)] };
  };

  /* The box counts what it is given; how many pages there are is said at the end, and leads to the same search. */
  const rest = (query, count, total) => ({
    location: `?q=${encodeURIComponent(query)}`,
    title: `The best ${count} of ${total} pages`,
    text: "<p>Another word narrows them down.</p>",
    score: 0,
    terms: {},
  });

  const completion = (terms, weights) => {
    const { word } = terms[terms.length - 1];
    const longer = weights[weights.length - 1].completions.filter(([text]) => text !== word);
    return longer.reduce((best, each) => (each[1] > best[1] ? each : best), [word, 0])[0];
  };

  let latest = 0;

  const query = async (text) => {
    const number = (latest += 1);
    const isCurrent = () => number === latest;
    let data;
    try {
      try {
        data = await answer(text, isCurrent);
      } catch (problem) {
        if (!(problem instanceof Gone)) throw problem;
        // The site was published again: what is known of its shards is out of date.
        begin({ cache: "reload" });
        data = await answer(text, isCurrent);
      }
    } catch (problem) {
      console.warn("opsbook: the search has failed:", problem);
      data = { items: [] };
    }
    if (data !== undefined && isCurrent()) postMessage({ type: RESULT, data });
  };

  addEventListener("message", ({ data: message }) => {
    if (message.type === SETUP) {
      begin();
      postMessage({ type: READY });
    } else if (message.type === QUERY) {
      query(message.data);
    }
  });
})();
