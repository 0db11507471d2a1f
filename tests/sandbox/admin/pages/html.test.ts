import { expect, test } from "vitest";
import { html, jsonScript } from "./html.ts";

test("what a shopper typed cannot become markup", () => {
  const name = `<script>alert("x")</script> & 'co'`;
  expect(html`<b title="${name}">${name}</b>`.markup).toBe(
    `<b title="&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; 'co'">&lt;script&gt;alert(&quot;x&quot;)&lt;/script&gt; &amp; 'co'</b>`,
  );
});

test("parts of a page are put together as they are, and absent ones leave no trace", () => {
  const parts = ["a", "b"].map((text) => html`<i>${text}</i>`);
  expect(html`<p>${parts}${false}${undefined}${7}</p>`.markup).toBe("<p><i>a</i><i>b</i>7</p>");
});

test("data for the page's script cannot end its element early", () => {
  const { markup } = jsonScript("data", { name: "</script><script>alert(1)" });
  expect(markup.match(/<\/script>/g)).toHaveLength(1);
  expect(JSON.parse(markup.replace(/^<script[^>]*>|<\/script>$/g, ""))).toEqual({ name: "</script><script>alert(1)" });
});
