import { css } from "lit";

/** A form whose fields stand beside each other, each below its name, in as many rows as it takes. */
export const formLook = css`
  form {
    display: flex;
    flex-wrap: wrap;
    gap: 14px 18px;
    align-items: end;
  }
  label {
    display: grid;
    gap: 4px;
    font-size: 18px;
    color: var(--mute);
  }
  input,
  select,
  textarea {
    color: var(--ink);
    border: 2px solid var(--line);
    border-radius: 16px;
    padding: 10px 14px;
    font-size: 20px;
    background: var(--card);
  }
  input:not([type="checkbox"]),
  select {
    min-height: 52px;
  }
`;

/** The fields as high as the buttons beside them. */
export const tallFields = css`
  input,
  select {
    border-radius: 18px;
    padding: 0 16px;
    height: 60px;
  }
`;

/** What came of a press, below the form it was made in. */
export const outcomeLook = css`
  .said {
    margin: 0;
    font-weight: 700;
    color: var(--green);
  }
  .said.problem {
    color: var(--red);
  }
`;

/** A form that a person meets alone on a page: few fields, large, below each other. */
export const largeForm = css`
  label {
    display: grid;
    gap: 6px;
  }
  input {
    border: 2px solid var(--line);
    border-radius: 18px;
    padding: 14px 20px;
    font-size: 24px;
    background: var(--card);
    width: 100%;
  }
  button {
    min-height: 68px;
    font-size: 24px;
  }
  .problem {
    margin: 0;
    color: var(--red);
    font-weight: 700;
  }
`;
