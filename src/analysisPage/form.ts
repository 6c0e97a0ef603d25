import type { KindForm, OptionForm, Preset, Question, Suggestion } from '../editor/analysisView/protocol.js';
import { button, element, freshId, setAttributes } from '../webview/elements.js';
import type { Say } from './say.js';

/** What a form asks of the page. */
export interface FormOwner {
  /** The person asks for something else. */
  ask(question: Question): void;
  suggest(show: string, option: string): Promise<readonly Suggestion[]>;
}

type Value = string | readonly string[] | undefined;

interface Field {
  readonly name: string;
  readonly element: HTMLElement;
  /** What has the focus, and says of itself that it is wrong. */
  readonly input: HTMLElement;
  readonly problem: HTMLElement;
  value(): Value;
}

/** These are seen at once; the rest stands under *More options*. */
const first = new Set(['rows', 'columns', 'cell', 'attribute', 'code', 'theme', 'codes', 'by', 'order']);

/** The form of what can be asked, made from what the kinds say of their options. */
export class QuestionForm {
  readonly element = element('form', { class: 'question', autocomplete: 'off' });
  readonly #kinds: readonly KindForm[];
  readonly #presets: readonly Preset[];
  readonly #owner: FormOwner;
  readonly #say: Say;
  #question: Question;
  #fields: readonly Field[] = [];
  #isMore = false;

  constructor(
    { kinds, presets }: { readonly kinds: readonly KindForm[]; readonly presets: readonly Preset[] },
    question: Question,
    owner: FormOwner,
    say: Say,
  ) {
    this.#kinds = kinds;
    this.#presets = presets;
    this.#owner = owner;
    this.#say = say;
    this.#question = question;
    this.element.addEventListener('submit', (event) => event.preventDefault());
    this.show(question);
  }

  /** Shows a question in the form, without asking it. */
  show(question: Question): void {
    this.#question = question;
    const kind = this.#kinds.find(({ name }) => name === question.show);
    const options = kind?.options ?? [];
    this.#fields = options.map((option) => this.#field(option));
    const isFirst = ({ name }: Field): boolean =>
      first.has(name) || options.some((option) => option.name === name && option.isRequired);
    const [plain, more] = [this.#fields.filter(isFirst), this.#fields.filter((field) => !isFirst(field))];
    const fields = element(
      'div',
      { class: 'fields' },
      this.#presetField(),
      this.#kindField(),
      ...plain.map((field) => field.element),
    );
    this.element.replaceChildren(fields);
    if (kind !== undefined) this.element.append(element('p', { class: 'about' }, kind.about));
    if (more.length > 0) this.element.append(this.#more(more));
  }

  /** What people call an option that has a field here. */
  labelOf(name: string | undefined): string | undefined {
    const { options = [] } = this.#kinds.find((kind) => kind.name === this.#question.show) ?? {};
    return options.find((option) => option.name === name)?.label;
  }

  /** Says at its option what is wrong; undefined takes it away. @returns whether there is such a field. */
  complain(option: string | undefined, sentence: string): boolean {
    let isFound = false;
    for (const { name, input, problem } of this.#fields) {
      const isWrong = name === option;
      problem.textContent = isWrong ? sentence : '';
      setAttributes(input, { 'aria-invalid': isWrong ? 'true' : undefined });
      if (isWrong) {
        isFound = true;
        const details = problem.closest('details');
        if (details !== null) details.open = true;
      }
    }
    return isFound;
  }

  #more(fields: readonly Field[]): HTMLElement {
    const details = element(
      'details',
      { open: this.#isMore || fields.some(({ name }) => name in this.#question.options) },
      element('summary', {}, this.#say('more')),
      element('div', { class: 'fields' }, ...fields.map((field) => field.element)),
    );
    details.addEventListener('toggle', () => (this.#isMore = details.open));
    return details;
  }

  #presetField(): HTMLElement {
    const same = JSON.stringify(this.#question);
    const chosen = this.#presets.findIndex(({ question }) => JSON.stringify(question) === same);
    const select = element(
      'select',
      {},
      ...this.#presets.map(({ label }, i) => element('option', { value: i, selected: i === chosen }, label)),
      element('option', { value: -1, selected: chosen < 0, hidden: chosen >= 0 }, this.#say('ownQuestion')),
    );
    select.addEventListener('change', () => {
      const preset = this.#presets[Number(select.value)];
      if (preset === undefined) return;
      this.show(preset.question);
      this.#owner.ask(preset.question);
      this.element.querySelector('select')?.focus();
    });
    return labelled(this.#say('question'), select, 'preset').element;
  }

  #kindField(): HTMLElement {
    const select = element(
      'select',
      {},
      ...this.#kinds.map(({ name, label }) =>
        element('option', { value: name, selected: name === this.#question.show }, label),
      ),
    );
    select.addEventListener('change', () => {
      const question = { show: select.value, options: this.#carried(select.value) };
      this.show(question);
      this.#owner.ask(question);
      this.element.querySelectorAll('select')[1]?.focus();
    });
    return labelled(this.#say('kind'), select).element;
  }

  /** Options that mean the same in another kind go along. */
  #carried(show: string): Question['options'] {
    const kept = ['codes', 'aggregate', 'where'];
    const known = this.#kinds.find(({ name }) => name === show)?.options ?? [];
    const carried = Object.entries(this.#question.options).filter(
      ([name]) => kept.includes(name) && known.some((option) => option.name === name),
    );
    const axes = show === 'matrix' ? { rows: 'codes', columns: 'participants' } : {};
    return { ...axes, ...Object.fromEntries(carried) };
  }

  #changed(): void {
    const kind = this.#kinds.find(({ name }) => name === this.#question.show);
    const options: Record<string, string | readonly string[]> = {};
    for (const field of this.#fields) {
      const value = field.value();
      const fallback = kind?.options.find(({ name }) => name === field.name)?.fallback;
      if (value !== undefined && value.length > 0 && value !== fallback) options[field.name] = value;
    }
    this.#question = { show: this.#question.show, options };
    this.#owner.ask(this.#question);
  }

  #field(option: OptionForm): Field {
    const written = this.#question.options[option.name];
    switch (option.type) {
      case 'choice':
        return this.#choice(option, String(written ?? option.fallback));
      case 'flag':
        return this.#flag(option, String(written ?? option.fallback) === 'true');
      case 'codes':
      case 'texts':
        return this.#list(option, Array.isArray(written) ? (written as readonly string[]) : splitList(written));
      default:
        return this.#text(option, String(written ?? ''));
    }
  }

  #choice(option: OptionForm, value: string): Field {
    const select = element(
      'select',
      {},
      ...option.choices.map((one) => element('option', { value: one.value, selected: one.value === value }, one.label)),
    );
    select.addEventListener('change', () => this.#changed());
    return this.#finish(option, select, () => select.value);
  }

  #flag(option: OptionForm, isOn: boolean): Field {
    const input = element('input', { type: 'checkbox', checked: isOn });
    input.addEventListener('change', () => this.#changed());
    return this.#finish(option, input, () => String(input.checked), 'flag');
  }

  #text(option: OptionForm, value: string): Field {
    const input = element('input', {
      type: option.type === 'number' ? 'number' : 'text',
      value,
      placeholder: option.fallback === '' ? this.#say('pick') : option.fallback,
      spellcheck: 'false',
      'aria-required': option.isRequired ? 'true' : undefined,
    });
    input.addEventListener('change', () => this.#changed());
    this.#offer(input, option);
    return this.#finish(option, input, () => input.value.trim());
  }

  /** Several values, each a word that can be taken out again. */
  #list(option: OptionForm, values: readonly string[]): Field {
    const chosen = [...values];
    const input = element('input', { type: 'text', placeholder: this.#say('pick'), spellcheck: 'false' });
    const chips = element('span', { class: 'chips' });
    const names = new Map<string, string>();
    const draw = (): void => {
      const made = chosen.map((value) => {
        const name = names.get(value) ?? value;
        const chip = button(`${name} ×`, () => take(value), { class: 'chip', 'aria-label': this.#say('remove', name) });
        return chip;
      });
      chips.replaceChildren(...made);
    };
    const take = (value: string): void => {
      chosen.splice(chosen.indexOf(value), 1);
      draw();
      input.focus();
      this.#changed();
    };
    const add = (): void => {
      const value = input.value.trim();
      input.value = '';
      if (value === '' || chosen.includes(value)) return;
      chosen.push(value);
      draw();
      this.#changed();
    };
    input.addEventListener('change', add);
    input.addEventListener('keydown', (event) => {
      if (event.key === 'Backspace' && input.value === '' && chosen.length > 0) take(chosen.at(-1) ?? '');
    });
    this.#offer(input, option, (suggestions) => {
      for (const { value, label } of suggestions) if (label !== '') names.set(value, label);
      draw();
    });
    draw();
    return this.#finish(option, input, () => [...chosen], 'list', chips);
  }

  /** Offers what the study has, from when somebody comes to the field. */
  #offer(
    input: HTMLInputElement,
    { name, type }: OptionForm,
    take: (suggestions: readonly Suggestion[]) => void = () => undefined,
  ): void {
    if (type === 'number') return;
    const list = element('datalist', { id: freshId() });
    const fetch = (): void => {
      void this.#owner.suggest(this.#question.show, name).then((suggestions) => {
        list.replaceChildren(...suggestions.map(({ value, label }) => element('option', { value, label })));
        take(suggestions);
      });
    };
    input.addEventListener('focus', fetch, { once: true });
    input.setAttribute('list', list.id);
    this.element.append(list);
    input.after(list);
    queueMicrotask(() => input.parentElement?.append(list));
    if (type === 'codes') fetch();
  }

  #finish(
    { name, label, about, isRequired }: OptionForm,
    input: HTMLElement,
    value: () => Value,
    look = '',
    ...more: readonly HTMLElement[]
  ): Field {
    const made = labelled(isRequired ? `${label} *` : label, input, look, ...more);
    const problem = element('span', { class: 'problem', id: freshId(), role: 'alert' });
    made.element.append(problem);
    made.element.title = about;
    setAttributes(input, { 'aria-describedby': problem.id });
    return { name, element: made.element, input, problem, value };
  }
}

function splitList(written: Value): readonly string[] {
  return typeof written === 'string'
    ? written
        .split(',')
        .map((text) => text.trim())
        .filter(Boolean)
    : [];
}

function labelled(
  label: string,
  input: HTMLElement,
  look = '',
  ...more: readonly HTMLElement[]
): { readonly element: HTMLElement } {
  input.id = freshId();
  const words = element('label', { for: input.id }, label);
  return { element: element('div', { class: `field ${look}`.trim() }, words, input, ...more) };
}
