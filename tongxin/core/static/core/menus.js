// Menus are <details>: outside clicks and Escape close them, opening one closes the others.

const others = (kept) => document.querySelectorAll("details.menu[open]").forEach((menu) => {
  if (menu !== kept) menu.open = false;
});

document.addEventListener("click", (event) => others(event.target.closest("details.menu")));

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  const menu = event.target.closest("details.menu[open]") || document.querySelector("details.menu[open]");
  if (!menu) return;
  menu.open = false;
  menu.querySelector("summary").focus();
});
