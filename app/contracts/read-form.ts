/**
 * The fields of a page's post. None where it is no form at all: whoever reads them refuses a click that says nothing, in the
 * words of the page.
 */
export async function readForm(request: Request): Promise<FormData> {
  try {
    return await request.formData();
  } catch {
    return new FormData();
  }
}
