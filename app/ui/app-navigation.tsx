import { Link } from "@remix-run/react";
import { NavMenu } from "@shopify/app-bridge-react";

/** The app's entries in the admin's side bar. The first is the app's own name there. */
export function AppNavigation() {
  return (
    <NavMenu>
      <Link to="/app" rel="home">
        Home
      </Link>
      <Link to="/app/orders">Orders</Link>
      <Link to="/app/history">Your last 60 days</Link>
      <Link to="/app/parked">Parked messages</Link>
      <Link to="/app/settings">Settings</Link>
    </NavMenu>
  );
}
