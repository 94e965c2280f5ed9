/**
Stands in for the package `when-exit` in the bundle. That one answers a signal by raising it again, which ends us before we have stopped what we started; here a signal always leads to an orderly exit.
*/
import process from 'node:process';

export default function whenExit(callback: () => void): void {
	process.once('exit', callback);
}
