import { trustedHtml } from "./html.ts";

/** The app's icon as the admin shows it: a track that forks. */
export const appMark = trustedHtml(`<svg class="app-mark" aria-hidden="true" viewBox="0 0 24 24">
<rect width="24" height="24" rx="6" fill="#0b5d4e"/>
<path d="M4.5 16.5h15M9 16.5c3.5 0 3-8 6.5-8h4" fill="none" stroke="#fff" stroke-width="2.2" stroke-linecap="round"/>
<circle cx="7" cy="8" r="2.2" fill="#ffc453"/></svg>`);
