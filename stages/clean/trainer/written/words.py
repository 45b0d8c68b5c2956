"""Sentences of twelve languages, put together word by word: nobody ever wrote them, and what blocks look like does not depend on
their meaning. Each bank: small words, nouns, verbs, adjectives, words that link clauses, first names, surnames, places."""

BANKS = {
    "en": ("the a this every our in of from with against under", "council harbour teacher budget vote river company court engine doctor village train school minister storm price family report bridge farmer player union museum court road signal garden border ferry crew tunnel mayor clinic orchard market season ballot permit workshop driver tenant stadium engineer pension harvest beach",
           "says wants opened closed expects rejected bought lost found warned counted moved praised sold rebuilt asked told promised delayed signed blamed joined left wrote paid",
           "new old long local public late northern early heavy small empty quiet expensive young narrow broken wide second final", "because while after although which when before and but", "Nora Ewan Priya Tomas Ruth Amara Colin Leah Imran Greta", "Hallam Okoro Pereira Whitlock Banerjee Stoker Lindqvist Marsh Dunmore Iyer", "Selby Port Wexley Ardmoor Kirrabee Lowfield Tansa Eastwick"),
    "de": ("der die das ein eine im von mit gegen unter für", "Rat Hafen Lehrerin Haushalt Wahl Fluss Firma Gericht Motor Ärztin Dorf Zug Schule Ministerin Sturm Preis Familie Bericht Brücke Bauer Spieler Gewerkschaft Museum Straße Garten Grenze Fähre Mannschaft Tunnel Bürgermeister Klinik Obstgarten Markt Saison Antrag Werkstatt Fahrer Mieter Stadion Rente Ernte Strand",
           "sagt will öffnete schloss erwartet verkaufte verlor fand warnte zählte lobte baute fragte versprach verschob unterschrieb verließ schrieb bezahlte forderte kritisierte plant",
           "neue alte lange örtliche öffentliche späte nördliche frühe schwere kleine leere ruhige teure junge schmale kaputte breite zweite letzte", "weil während nachdem obwohl dass wenn bevor und aber", "Jule Henrik Anneke Malte Sibel Konrad Ortrud Falk Mirjam Tilo", "Brandes Wieland Özkan Hartung Seebald Kranz Lohse Petzold Vogler Amend", "Niederau Kaltenfeld Ostersiel Rabenstein Hohwinkel Marlach"),
    "fr": ("le la les un une dans de avec contre sous pour", "conseil port institutrice budget vote fleuve entreprise tribunal moteur médecin village train école ministre tempête prix famille rapport pont agriculteur joueuse syndicat musée route jardin frontière équipage tunnel maire clinique verger marché saison atelier chauffeur locataire stade retraite récolte plage",
           "annonce veut ouvre ferme attend refuse achète perd trouve prévient compte déplace salue vend reconstruit demande promet retarde signe accuse rejoint quitte écrit paie",
           "nouveau vieux long local public tardif nordique lourd petit vide calme cher jeune étroit brisé large second dernier", "parce que tandis que après que quand avant que et mais", "Maëlle Bastien Solène Yanis Odile Gaspard Inès Corentin", "Vasseur Delorme Benhadj Coquelin Marchal Trévoux Lamiral", "Saint-Aubry Courlon Villefranche-sur-Orne Belmont Carvenne"),
    "es": ("el la los un una en de con contra bajo para", "consejo puerto maestra presupuesto votación río empresa tribunal motor médica pueblo tren escuela ministro tormenta precio familia informe puente agricultor jugadora sindicato museo calle jardín frontera tripulación túnel alcaldesa clínica huerto mercado temporada taller conductor inquilino estadio pensión cosecha playa",
           "dice quiere abrió cerró espera rechazó compró perdió encontró advirtió contó trasladó elogió vendió reconstruyó pidió prometió retrasó firmó culpó dejó escribió pagó",
           "nuevo viejo largo local público tardío temprano pesado pequeño vacío tranquilo caro joven estrecho roto ancho segundo final", "porque mientras después aunque cuando antes y pero", "Lucía Iker Valeria Mateo Rocío Bruno Ainhoa Gael", "Arriaga Montesdeoca Quiroga Belmonte Zúñiga Peralta", "Villarrubia Puerto Alba Santa Elvira Montejaque Olmedilla"),
    "it": ("il la gli un una nel di con contro sotto per", "consiglio porto maestra bilancio voto fiume azienda tribunale motore medico paese treno scuola ministro tempesta prezzo famiglia rapporto ponte contadino giocatrice sindacato museo strada giardino confine equipaggio galleria sindaco clinica frutteto mercato stagione officina autista inquilino stadio pensione raccolto spiaggia",
           "dice vuole apre chiude aspetta rifiuta compra perde trova avverte conta sposta loda vende ricostruisce chiede promette rinvia firma accusa lascia scrive paga",
           "nuovo vecchio lungo locale pubblico tardo precoce pesante piccolo vuoto tranquillo caro giovane stretto rotto largo secondo finale", "perché mentre dopo sebbene quando prima e ma", "Ginevra Tommaso Ilaria Ettore Noemi Dario", "Bellandi Corsaro Ferrantini Morosi Galvagni Trevisol", "Castelrovere Montalba Porto Sereno Vallescura"),
    "nl": ("de het een dit elke in van met tegen onder voor", "raad haven lerares begroting stemming rivier bedrijf rechtbank motor arts dorp trein school minister storm prijs gezin rapport brug boer speler vakbond museum weg tuin grens bemanning tunnel burgemeester kliniek boomgaard markt seizoen werkplaats chauffeur huurder stadion pensioen oogst strand",
           "zegt wil opende sloot verwacht weigerde kocht verloor vond waarschuwde telde verhuisde prees verkocht herbouwde vroeg beloofde vertraagde tekende verliet schreef betaalde",
           "nieuwe oude lange lokale openbare late noordelijke vroege zware kleine lege rustige dure jonge smalle kapotte brede tweede laatste", "omdat terwijl nadat hoewel die wanneer voordat en maar", "Sanne Jurre Femke Daan Roos Wietse", "Hoekstra van Dalen Terpstra Mulders Boonacker", "Oosterwolde Kruiskerk Zandhaven Lekmond"),
    "pt": ("o a os um uma em de com contra sob para", "conselho porto professora orçamento votação rio empresa tribunal motor médica aldeia trem escola ministro tempestade preço família relatório ponte agricultor jogadora sindicato museu estrada jardim fronteira tripulação túnel prefeita clínica pomar mercado temporada oficina motorista inquilino estádio pensão colheita praia",
           "diz quer abriu fechou espera rejeitou comprou perdeu encontrou avisou contou mudou elogiou vendeu reconstruiu pediu prometeu adiou assinou culpou deixou escreveu pagou",
           "novo velho longo local público tardio pesado pequeno vazio calmo caro jovem estreito quebrado largo segundo final", "porque enquanto depois embora quando antes e mas", "Beatriz Caio Marina Davi Lívia Tiago", "Sardinha Figueira Moutinho Pacheco Valadares", "Serra Branca Vila do Mar Ribeirão Alto Penaforte"),
    "sv": ("den det en ett varje i av med mot under för", "kommunen hamnen läraren budgeten rösten floden företaget domstolen motorn läkaren byn tåget skolan ministern stormen priset familjen rapporten bron bonden spelaren facket museet vägen trädgården gränsen besättningen tunneln borgmästaren kliniken marknaden säsongen verkstaden föraren hyresgästen arenan pensionen skörden stranden",
           "säger vill öppnade stängde väntar avvisade köpte förlorade hittade varnade räknade flyttade hyllade sålde frågade lovade försenade lämnade skrev betalade",
           "nya gamla långa lokala offentliga sena norra tidiga tunga små tomma lugna dyra unga smala trasiga breda andra sista", "eftersom medan efter att när innan och men", "Elsa Viggo Tuva Sixten Maja Hampus", "Sandell Björkegren Nyström Aldén Forsman", "Långsele Östervik Hallstad Nordmaling"),
    "no": ("den det en et hver i av med mot under for", "kommunen havna læreren budsjettet stemmen elva selskapet retten motoren legen bygda toget skolen ministeren stormen prisen familien rapporten brua bonden spilleren museet veien hagen grensen mannskapet tunnelen ordføreren klinikken markedet sesongen verkstedet sjåføren leieboeren stadion pensjonen avlingen stranda",
           "sier vil åpnet stengte venter avviste kjøpte tapte fant advarte talte flyttet roste solgte spurte lovet utsatte forlot skrev betalte",
           "nye gamle lange lokale offentlige sene nordlige tidlige tunge små tomme rolige dyre unge smale brede andre siste", "fordi mens etter at når før og men", "Ingrid Sondre Live Eirik Silje", "Haugland Myrvold Solbakken Tveit", "Nordvik Sandnes Eidfjord Lønndal"),
    "da": ("den det en et hver i af med mod under for", "kommunen havnen læreren budgettet stemmen åen firmaet retten motoren lægen landsbyen toget skolen ministeren stormen prisen familien rapporten broen bonden spilleren museet vejen haven grænsen besætningen tunnelen borgmesteren klinikken markedet sæsonen værkstedet chaufføren lejeren stadion pensionen høsten stranden",
           "siger vil åbnede lukkede venter afviste købte tabte fandt advarede talte flyttede roste solgte spurgte lovede udskød forlod skrev betalte",
           "nye gamle lange lokale offentlige sene nordlige tidlige tunge små tomme rolige dyre unge smalle brede anden sidste", "fordi mens efter at når før og men", "Asger Freja Villads Karla", "Overgaard Lindholm Thorsager Krogh", "Nørrevig Skovby Hasselø"),
    "pl": ("ten ta to każdy w z od przeciw pod dla", "rada port nauczycielka budżet głosowanie rzeka firma sąd silnik lekarz wieś pociąg szkoła minister burza cena rodzina raport most rolnik zawodnik związek muzeum droga ogród granica załoga tunel burmistrz klinika sad rynek sezon warsztat kierowca lokator stadion emerytura plaża",
           "mówi chce otworzył zamknął czeka odrzucił kupił stracił znalazł ostrzegł policzył przeniósł pochwalił sprzedał pytał obiecał opóźnił podpisał opuścił napisał zapłacił",
           "nowy stary długi lokalny publiczny późny północny wczesny ciężki mały pusty cichy drogi młody wąski szeroki drugi ostatni", "ponieważ podczas gdy chociaż który kiedy zanim i ale", "Hanna Kacper Zofia Wiktor", "Borkowska Zaremba Pietrzyk Lewicki", "Zalesie Nowogród Brzezina"),
    "ru": ("этот эта каждый наш в из от с против под для", "совет порт учительница бюджет голосование река компания суд двигатель врач деревня поезд школа министр буря цена семья отчёт мост фермер игрок профсоюз музей дорога сад граница экипаж тоннель мэр клиника рынок сезон мастерская водитель жилец стадион пенсия урожай пляж",
           "говорит хочет открыл закрыл ждёт отклонил купил потерял нашёл предупредил посчитал перенёс похвалил продал спросил обещал отложил подписал покинул написал заплатил",
           "новый старый долгий местный общественный поздний северный ранний тяжёлый малый пустой тихий дорогой молодой узкий широкий второй последний", "потому что пока после того как хотя который когда прежде чем и но", "Вера Глеб Зоя Тимур", "Соколов Гущина Жаров Мельник", "Заречный Белогорск Озёрск"),
}
QUOTES = {"de": "„“", "fr": "«»", "es": "«»", "it": "«»", "ru": "«»", "no": "«»", "pl": "„”", "sv": "””", "da": "»«"}


class Writer:
    """Writes in one language."""

    def __init__(self, language, random):
        self.language, self.random = language, random
        self.small, self.nouns, self.verbs, self.adjectives, self.links, self.first, self.last, self.places = (
            bank.split() for bank in BANKS[language])

    def name(self):
        return f"{self.random.choice(self.first)} {self.random.choice(self.last)}"

    def place(self):
        return self.random.choice(self.places)

    def noun(self):
        return self.random.choice(self.nouns)

    def phrase(self):
        pick = self.random.choice
        words = [pick(self.small), pick(self.nouns)]
        if self.random.random() < 0.4:
            words.insert(1, pick(self.adjectives))
        roll = self.random.random()
        if roll < 0.07:
            return self.name()
        if roll < 0.12:
            return f"{self.random.randint(2, 900)} {words[-1]}"
        return " ".join(words)

    def clause(self):
        words = [self.phrase(), self.random.choice(self.verbs), self.phrase()]
        if self.random.random() < 0.5:
            words += [self.random.choice(self.small), self.place() if self.random.random() < 0.2 else self.noun()]
        return " ".join(words)

    def words(self, count):
        """About so many words of clauses, the first one large."""
        text = self.clause()
        while len(text.split()) < count:
            comma = "," if self.random.random() < 0.55 else ""
            text += f"{comma} {self.random.choice(self.links)} {self.clause()}"
        cut = text.split()[:max(count, 1)]
        return " ".join([cut[0][:1].upper() + cut[0][1:]] + cut[1:]).rstrip(",")

    def quoted(self, text):
        marks = QUOTES.get(self.language, self.random.choice(['""', "“”"]))
        return marks[0] + text + marks[1]

    def sentence(self, low=6, high=32):
        text = self.words(self.random.randint(low, high))
        roll = self.random.random()
        if roll < 0.12:
            return f"{self.quoted(text + ',')} {self.random.choice(self.verbs)} {self.name()}."
        if roll < 0.18:
            return self.quoted(text + ".")
        return text + ("?" if roll < 0.21 else "!" if roll < 0.22 else ".")

    def paragraph(self, sentences=None):
        return " ".join(self.sentence() for _ in range(sentences or self.random.choice((1, 1, 1, 2, 2, 3, 3, 4, 5))))

    def headline(self):
        text = self.words(self.random.randint(5, 12))
        roll = self.random.random()
        if roll < 0.2:
            return f"{self.place()}: {text}"
        if roll < 0.4 and self.language == "en":
            return " ".join(word.capitalize() for word in text.split())
        return text + ("?" if roll > 0.93 else "!" if roll > 0.9 else "")

    def label(self, low=1, high=3):
        pick = self.random.choice
        return " ".join(pick(self.nouns).capitalize() for _ in range(self.random.randint(low, high)))

    def date(self):
        day, month, year = self.random.randint(1, 28), self.random.randint(1, 12), self.random.randint(2021, 2026)
        return self.random.choice((f"{day:02}.{month:02}.{year}", f"{day}/{month}/{year}", f"{year}-{month:02}-{day:02}",
                                   f"{self.random.randint(1, 23)} h", f"{day:02}.{month:02}.{year}, {self.hour()}"))

    def hour(self):
        return f"{self.random.randint(0, 23):02}:{self.random.randint(0, 59):02}"
