import type { CommandVerb } from '../../shared/barcode/command-codes';
import type { EndOfDayWords } from './end-of-day';
import type { SlipWords } from './packing-slip';

interface DocumentWords {
  readonly slip: SlipWords;
  readonly endOfDay: EndOfDayWords;
  readonly sheet: {
    readonly title: string;
    readonly intro: string;
    readonly work: string;
    readonly boxes: string;
    readonly fillers: string;
    readonly quantities: string;
    readonly verbs: Readonly<Record<CommandVerb, string>>;
  };
}

const en: DocumentWords = {
  slip: {
    title: 'Packing slip',
    order: 'Order',
    reference: 'Reference',
    date: 'Date',
    shipFrom: 'From',
    shipTo: 'Ship to',
    item: 'Item',
    ordered: 'Ordered',
    shipped: 'Shipped',
    short: 'To follow',
    parcel: 'Parcel',
    weight: 'Weight',
    carton: 'Box',
    returns: 'Returns:',
    demo: 'Demo data: no goods were shipped.',
  },
  endOfDay: {
    title: 'End of day',
    parcels: 'parcels closed',
    orders: 'orders packed',
    open: 'orders open',
    stops: 'Stops',
    overrides: 'Overrides',
    head: 'Head of the record',
    headText:
      'Keep this slip: with this line anyone can check later that no entry up to here was removed (packwright verify --head).',
    signature: 'Supervisor',
  },
  sheet: {
    title: 'Command barcodes',
    intro: 'Hang this sheet where the scanner reaches it. Each code does the same as its key.',
    work: 'Work',
    boxes: 'Boxes',
    fillers: 'Filler',
    quantities: 'How many',
    verbs: {
      next: 'Next',
      box: 'Box',
      weigh: 'Weigh again',
      print: 'Print label',
      close: 'Close',
      void: 'Void parcel',
      short: 'Short pick',
      hold: 'Hold order',
      help: 'Help',
      undo: 'Undo',
      quantity: 'Quantity',
      newparcel: 'New parcel',
      reprint: 'Reprint',
      signout: 'Sign out',
      yes: 'Yes',
      no: 'No',
      dunnage: 'Filler',
      order: 'Order',
    },
  },
};
const de: DocumentWords = {
  slip: {
    title: 'Lieferschein',
    order: 'Auftrag',
    reference: 'Referenz',
    date: 'Datum',
    shipFrom: 'Absender',
    shipTo: 'Empfänger',
    item: 'Artikel',
    ordered: 'Bestellt',
    shipped: 'Geliefert',
    short: 'Folgt',
    parcel: 'Paket',
    weight: 'Gewicht',
    carton: 'Karton',
    returns: 'Retoure:',
    demo: 'Demodaten: es wurde keine Ware versandt.',
  },
  endOfDay: {
    title: 'Tagesabschluss',
    parcels: 'Pakete geschlossen',
    orders: 'Aufträge gepackt',
    open: 'Aufträge offen',
    stops: 'Stopps',
    overrides: 'Freigaben',
    head: 'Kopf des Journals',
    headText:
      'Diesen Beleg aufbewahren: Mit dieser Zeile lässt sich später prüfen, dass bis hierher kein Eintrag entfernt wurde (packwright verify --head).',
    signature: 'Schichtleitung',
  },
  sheet: {
    title: 'Befehls-Barcodes',
    intro: 'Dieses Blatt in Reichweite des Scanners aufhängen. Jeder Code wirkt wie seine Taste.',
    work: 'Arbeit',
    boxes: 'Kartons',
    fillers: 'Füllmaterial',
    quantities: 'Menge',
    verbs: {
      next: 'Weiter',
      box: 'Karton',
      weigh: 'Neu wiegen',
      print: 'Etikett drucken',
      close: 'Schließen',
      void: 'Paket verwerfen',
      short: 'Fehlmenge',
      hold: 'Auftrag anhalten',
      help: 'Hilfe',
      undo: 'Zurücknehmen',
      quantity: 'Menge',
      newparcel: 'Neues Paket',
      reprint: 'Nachdruck',
      signout: 'Abmelden',
      yes: 'Ja',
      no: 'Nein',
      dunnage: 'Füllmaterial',
      order: 'Auftrag',
    },
  },
};
const es: DocumentWords = {
  slip: {
    title: 'Albarán',
    order: 'Pedido',
    reference: 'Referencia',
    date: 'Fecha',
    shipFrom: 'Remitente',
    shipTo: 'Destinatario',
    item: 'Artículo',
    ordered: 'Pedido',
    shipped: 'Enviado',
    short: 'Pendiente',
    parcel: 'Bulto',
    weight: 'Peso',
    carton: 'Caja',
    returns: 'Devolución:',
    demo: 'Datos de demostración: no se envió mercancía.',
  },
  endOfDay: {
    title: 'Cierre del día',
    parcels: 'bultos cerrados',
    orders: 'pedidos preparados',
    open: 'pedidos abiertos',
    stops: 'Paradas',
    overrides: 'Autorizaciones',
    head: 'Cabeza del registro',
    headText:
      'Conserve este comprobante: con esta línea se puede demostrar después que no se eliminó ninguna entrada (packwright verify --head).',
    signature: 'Supervisor',
  },
  sheet: {
    title: 'Códigos de orden',
    intro: 'Cuelgue esta hoja al alcance del escáner. Cada código hace lo mismo que su tecla.',
    work: 'Trabajo',
    boxes: 'Cajas',
    fillers: 'Relleno',
    quantities: 'Cantidad',
    verbs: {
      next: 'Siguiente',
      box: 'Caja',
      weigh: 'Pesar de nuevo',
      print: 'Imprimir etiqueta',
      close: 'Cerrar',
      void: 'Anular bulto',
      short: 'Falta',
      hold: 'Retener pedido',
      help: 'Ayuda',
      undo: 'Deshacer',
      quantity: 'Cantidad',
      newparcel: 'Bulto nuevo',
      reprint: 'Reimprimir',
      signout: 'Salir',
      yes: 'Sí',
      no: 'No',
      dunnage: 'Relleno',
      order: 'Pedido',
    },
  },
};

/** Words of printed documents. */
export const wordsOf = (language: 'en' | 'de' | 'es'): DocumentWords => ({ en, de, es })[language];
