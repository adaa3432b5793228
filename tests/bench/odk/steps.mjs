// steps.mjs WHAT FORM [CSV]: does with ODK Web Forms' engine what bench_form.c does with ours; prints "name milliseconds".
// The engine is made for a browser: jsdom lends it a document, and Node hides that it is Node.
import { readFileSync } from 'node:fs';
import { performance } from 'node:perf_hooks';
import { JSDOM } from 'jsdom';

const [what, path, list] = process.argv.slice(2);
const { window } = new JSDOM('<html></html>');
const out = (name, ms) => console.log(`${name} ${ms.toFixed(4)}`);
const lent = ['DOMParser', 'XMLSerializer', 'Document', 'XMLDocument', 'Element', 'Attr', 'Node', 'Text', 'CDATASection',
	'Comment', 'ProcessingInstruction', 'NodeFilter', 'HTMLElement', 'File', 'Blob', 'FormData', 'document'];
for (const name of lent) globalThis[name] = window[name];
globalThis.window = window;
globalThis.self = globalThis;
globalThis.process = undefined;

const engine = await import('@getodk/xforms-engine');
const xml = readFileSync(path, 'utf8');
const options = {
	missingResourceBehavior: engine.constants.MISSING_RESOURCE_BEHAVIOR.BLANK,
	fetchFormAttachment: async () => new Response(readFileSync(list, 'utf8'), { headers: { 'content-type': 'text/csv' } }),
};

const middle = (v) => v.sort((a, b) => a - b)[Math.floor(v.length / 2)];
const clock = (fn) => {
	const began = performance.now();
	fn();
	return performance.now() - began;
};

async function load() {
	const began = performance.now();
	const form = await engine.loadForm(xml, options);
	if (form.status === 'failure') throw form.error;
	const instance = form.createInstance();
	out('load', performance.now() - began);
	return instance.root;
}

function* leaves(node) {
	const children = node.currentState.children;
	if (!children) yield node;
	else for (const c of children) yield* leaves(c);
}

function find(root, name) {
	for (const n of root.currentState.children) if (n.currentState.reference === `/data/${name}`) return n;
	throw new Error(`no ${name}`);
}

function answer(node) {
	const type = node.valueType;
	if (node.nodeType === 'select') {
		const first = node.currentState.valueOptions[0];
		return first && (() => node.selectValue(first.value));
	}
	if (node.nodeType !== 'input' || node.currentState.readonly) return null;
	if (type === 'int') return () => node.setValue(3n);
	if (type === 'decimal') return () => node.setValue(3);
	return () => node.setValue(type === 'date' ? '2020-01-01' : 'a');
}

function walk(root) {
	const took = [];
	for (const node of leaves(root)) {
		const give = node.currentState.relevant ? answer(node) : null;
		if (give) took.push(clock(give));
	}
	out('answers', took.length);
	out('worst', Math.max(...took));
	out('answer', middle(took));
}

function streets(root) {
	const town = find(root, 'town');
	const street = find(root, 'street');
	const took = [];
	for (let i = 0; i < 5; i++) {
		took.push(clock(() => {
			town.setValue(`t${i * 7}`);
			if (street.currentState.valueOptions.length !== 100) throw new Error('streets of a town');
			street.selectValue(`s${i * 7 + 2500}`);
		}));
	}
	out('choose', middle(took));
}

function goods(root) {
	const range = find(root, 'good');
	const instances = () => range.currentState.children.length;
	out('fill', clock(() => { while (instances() < 1000) range.addInstances(); }));
	out('add', middle(Array.from({ length: 9 }, () => clock(() => range.addInstances()))));
	out('remove', middle(Array.from({ length: 9 }, (_, i) => clock(() => range.removeInstances(i * 20)))));
}

const root = await load();
({ walk, streets, goods })[what](root);
