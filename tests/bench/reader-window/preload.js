// Hands the figures that the main process pushes on to the page, as the app's own preload does.
const { ipcRenderer } = require('electron');

ipcRenderer.on('show', (_event, readers) => window.postMessage(readers, '*'));
