/**
Replaces the package `when-exit` in the bundle. The original raises a caught signal again, which kills us before we have stopped what we started; here a signal always leads to an orderly exit.
*/
import process from 'node:process';

export default function whenExit(callback: () => void): void {
	process.once('exit', callback);
}
