// The numbered boxes of a proposal: one more at a tap, as many as a restored copy needs.

const box = (list) => {
  const item = list.lastElementChild.cloneNode(true);
  const number = list.children.length + 1;
  const area = item.querySelector("textarea");
  area.id = `suggestion-${number}`;
  area.value = "";
  const label = item.querySelector("label");
  label.htmlFor = area.id;
  label.textContent = label.textContent.replace(/\d+/, number);
  list.append(item);
  return area;
};

for (const items of document.querySelectorAll("[data-items]")) {
  const list = items.querySelector("ol");
  const add = items.querySelector("[data-add-item]");
  add.hidden = false;
  add.addEventListener("click", () => box(list).focus());
  items.form.addEventListener("draft:fill", (event) => {
    const wanted = event.detail[items.querySelector("textarea").name]?.length || 0;
    while (list.children.length < wanted) box(list);
  });
}
