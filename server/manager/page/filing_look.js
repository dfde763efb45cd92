import { css } from "lit";
import { formLook } from "shared/form_look.js";

/** A page of things that are filed one by one: the form for the next one above, what is there below. */
export const filingLook = [
  formLook,
  css`
    :host {
      display: grid;
      gap: 20px;
      font-size: 20px;
    }
    form {
      padding: 20px 26px;
    }
    h2 {
      margin: 0;
      width: 100%;
      font-size: 24px;
    }
    .problem {
      color: var(--red);
      font-weight: 700;
      margin: 0;
      width: 100%;
    }
  `,
];
