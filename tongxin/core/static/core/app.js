// What every page loads. Each part stands alone and the pages work without any of them.

import "./menus.js";
import "./sending.js";
import "./shortcuts.js";
import "./secrecy.js";
import "./drafts.js";
import "./lists.js";

document.querySelector("[data-focus]")?.focus();
