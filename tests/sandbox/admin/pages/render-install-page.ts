import { describeScope } from "#tests/sandbox/admin/describe-scope.ts";
import { appMark } from "./app-mark.ts";
import { html, type Html } from "./html.ts";
import type { Place, StorePage } from "./store-page.ts";

/** What a merchant sees before the first use: who asks, and for what. Posting the form installs the app. */
export function renderInstallPage({ app, shop, storePath }: Place): StorePage {
  const scopes = (list: string[]): Html =>
    html`<ul>
      ${list.map((scope) => html`<li>${describeScope(scope)}</li>`)}
    </ul>`;
  const body = html`<section class="card install">
    <header>
      ${appMark}
      <div>
        <h2>${app.name}</h2>
        <p class="quiet">on ${shop.name}</p>
      </div>
    </header>
    <div>
      <h3>${app.name} will be able to</h3>
      ${scopes(app.scopes)}
    </div>
    ${
      app.optionalScopes.length > 0 &&
      html`<div>
        <h3>It may ask later, when you let it act, to</h3>
        ${scopes(app.optionalScopes)}
      </div>`
    }
    <p class="quiet">
      Installing changes nothing in the store: the app watches and shows what it would do until you let it act.
    </p>
    <form method="post" action="${storePath}/oauth/install">
      <footer><button class="button primary" type="submit">Install app</button></footer>
    </form>
  </section>`;
  return { title: `Install ${app.name}`, section: undefined, body };
}
