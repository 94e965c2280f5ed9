import {Writable} from 'node:stream';

/** A terminal to draw on that keeps what was written, and can be made larger or smaller. */
export class FakeTerminal extends Writable {
	readonly isTTY = true;
	columns: number;
	rows: number;
	written = '';

	constructor({columns, rows}: {readonly columns: number; readonly rows: number}) {
		super({decodeStrings: false});
		this.columns = columns;
		this.rows = rows;
	}

	override _write(chunk: string, _encoding: string, done: () => void): void {
		this.written += chunk;
		done();
	}

	resize(columns: number, rows: number): void {
		this.columns = columns;
		this.rows = rows;
		this.emit('resize');
	}
}
