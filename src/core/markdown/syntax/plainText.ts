import type { Code, Construct, Effects, Event, State, TokenizeContext } from 'micromark-util-types';
import { tokenizer } from './tokenizer.js';

/**
 * What nothing else wants: a character that could have begun something and did not, up to the next such character.
 * micromark takes it as a piece of text of its own and joins the pieces later, by moving all that follows for each of them.
 * This joins it to the text before as soon as it is read.
 */
export function plainText(content: 'text' | 'string'): Construct {
  return { name: 'codedPlainText', tokenize: tokenizer(tokenize), resolveTo };

  function tokenize(context: TokenizeContext, effects: Effects, ok: State): State {
    const constructs = context.parser.constructs[content];
    return start;

    function start(code: Code): State {
      effects.enter('data');
      effects.consume(code);
      return inside;
    }

    function inside(code: Code): State | undefined {
      if (code === null || beginsSomething(code)) {
        effects.exit('data');
        return ok(code);
      }
      effects.consume(code);
      return inside;
    }

    function beginsSomething(code: number): boolean {
      const list = constructs[code];
      if (list === undefined) return false;
      const all = Array.isArray(list) ? list : [list];
      return all.some(({ previous }) => previous?.call(context, context.previous) ?? true);
    }
  }

  function resolveTo(events: Event[]): Event[] {
    const before = events.at(-3);
    if (before?.[0] === 'exit' && before[1].type === 'data') {
      before[1].end = events.at(-1)![1].end;
      events.length -= 2;
    }
    return events;
  }
}
