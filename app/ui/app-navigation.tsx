import { Link } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";
import { roleCan, type Right, type Role } from "#app/domain/people/role-can.ts";

const ENTRIES: { to: string; title: string; right: Right }[] = [
  { to: "/app/orders", title: "Orders", right: "open_app" },
  { to: "/app/routing", title: "Routing", right: "see_settings" },
  { to: "/app/history", title: "Your last 60 days", right: "see_history" },
  { to: "/app/parked", title: "Parked messages", right: "settle_parked" },
  { to: "/app/shipping-costs", title: "Shipping costs", right: "see_settings" },
  { to: "/app/people", title: "People", right: "manage_people" },
  { to: "/app/log", title: "Log", right: "see_log" },
  { to: "/app/settings", title: "Settings", right: "see_settings" },
];

/**
 * The app's entries in the admin's side bar, those that a role may open. The first is the app's own name there.
 *
 * @param role undefined where a page could not be shown and it is not known whose it was.
 */
export function AppNavigation({ role }: { role: Role | undefined }) {
  const shown = ENTRIES.filter(({ right }) =>
    role === undefined ? right === "open_app" : roleCan(role, right).allowed,
  );
  return (
    <NavMenu>
      <Link to="/app" rel="home">
        Home
      </Link>
      {shown.map(({ to, title }) => (
        <Link key={to} to={to}>
          {title}
        </Link>
      ))}
    </NavMenu>
  );
}
