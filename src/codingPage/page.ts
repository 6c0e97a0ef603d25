import './page.css';
import type { Told } from '../editor/codingView/protocol.js';
import { CodingPage } from './codingPage.js';
import { Host } from './host.js';

let page: CodingPage | undefined;
const host = new Host((told: Told) => {
  if (told.told === 'page' && page === undefined) {
    page = new CodingPage(host, told.strings, document.getElementById('coding') ?? document.body);
  }
  page?.hear(told);
});

host.say({ said: 'ready', state: host.remembered });
