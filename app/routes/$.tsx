import { data } from "@remix-run/node";

/** Any other address outside the app. Without a route for it the browser and the server would disagree on what is missing. */
export const loader = () => {
  throw data({ sentence: "There is no page at this address." }, { status: 404 });
};

export default function NoSuchPage() {
  return null;
}
