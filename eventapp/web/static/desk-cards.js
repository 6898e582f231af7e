// The card of a person, from the page's own template: the server writes the same one.

function slot(part, name, text, language = "") {
  const found = part.querySelector(`[data-slot="${name}"]`);
  found.textContent = text;
  if (language) found.lang = language;
  return found;
}

function press(part, action, { whom, seen, name, isShown }) {
  const form = part.querySelector(`[data-do="${action}"]`);
  if (!form) return;
  form.hidden = !isShown;
  form.elements.whom.value = whom;
  form.elements.seen.value = seen;
  form.elements.key.value = "";
  slot(form, "for", ` ${name}`);
}

export function whomOf(person) {
  return person.id || person.code;
}

// `standing` is { since, seen, isIn }: how the person stands with what waits in this browser.
export function fillCard(template, person, standing) {
  const card = template.content.firstElementChild.cloneNode(true);
  const whom = whomOf(person);
  const shown = { whom, seen: standing.seen, name: person.name[0] };
  card.dataset.person = whom;
  if (!person.id) card.dataset.late = "1";
  card.classList.toggle("is-in", standing.isIn);
  slot(card, "name", ...person.name);
  slot(card, "other", ...person.other);
  slot(card, "side", person.side).hidden = !person.side;
  slot(card, "category", person.category);
  slot(card, "code", person.spaced);
  slot(card, "post", person.post);
  for (const [name, text] of [["notice", person.notice], ["remark", standing.isIn ? "" : person.remark], ["since", standing.since]]) {
    slot(card, name, text).closest(".dc-x").hidden = !text;
  }
  press(card, "check-in", { ...shown, isShown: person.isOnList && !standing.isIn });
  press(card, "undo", { ...shown, isShown: standing.isIn });
  press(card, "confirm", { ...shown, isShown: !person.isOnList });
  return card;
}

export function fillRow(template, person, time) {
  const row = template.content.firstElementChild.cloneNode(true);
  row.dataset.person = whomOf(person);
  row.querySelector(".a").textContent = time;
  slot(row, "name", ...person.name);
  slot(row, "side", person.side).hidden = !person.side;
  press(row, "undo", { whom: whomOf(person), seen: 0, name: person.name[0], isShown: true });
  return row;
}
