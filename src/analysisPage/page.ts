import './page.css';
import type { Told } from '../editor/analysisView/protocol.js';
import { Host } from './host.js';
import { AnalysisPage } from './analysisPage.js';

let page: AnalysisPage | undefined;
const host = new Host((told: Told) => page?.hear(told));

void host.ask('welcome', undefined).then((welcome) => {
  page = new AnalysisPage(host, welcome, document.getElementById('analysis') ?? document.body);
});
