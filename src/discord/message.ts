/** Outgoing messages as plain data, in the shapes and numbers of Discord's API, so that a test can assert one whole. */

export interface Button {
  readonly type: 2;
  /** 1 primary, 2 secondary. */
  readonly style: 1 | 2;
  readonly label: string;
  readonly custom_id: string;
  readonly disabled?: boolean;
}

export interface Select {
  readonly type: 3;
  readonly custom_id: string;
  readonly placeholder: string;
  readonly options: readonly { readonly label: string; readonly value: string; readonly description: string }[];
}

export interface Row {
  readonly type: 1;
  readonly components: readonly (Button | Select)[];
}

/** What a message says; who sees it and what it replies to is decided by its delivery. */
export interface Message {
  readonly content: string;
  readonly components: readonly Row[];
}

/** A dialogue with one field for a paragraph of text. */
export interface Modal {
  readonly custom_id: string;
  readonly title: string;
  readonly components: readonly [
    {
      /** A label with the field under it. */
      readonly type: 18;
      readonly label: string;
      readonly component: {
        readonly type: 4;
        readonly style: 2;
        readonly custom_id: string;
        readonly placeholder: string;
        readonly required: true;
        readonly max_length: number;
      };
    },
  ];
}

export function textMessage(content: string): Message {
  return { content, components: [] };
}

export function row(...components: readonly (Button | Select)[]): Row {
  return { type: 1, components };
}
