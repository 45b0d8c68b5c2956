"""What the furniture of news sites says in each language: labels of one to five words, and whole sentences with {name}, {site}, {topic}
and {words} (a generated clause) left open."""

ORDER = "en de fr es it nl pt sv no da pl ru".split()


def _table(rows):
    """Lines `role: en | de | ...`; alternatives of a language are parted by `/`."""
    table = {}
    for line in rows.strip().splitlines():
        role, values = line.split(":", 1)
        for language, value in zip(ORDER, values.split("|"), strict=True):
            table[role.strip(), language] = [each.strip() for each in value.split("/")]
    return table


_LABELS = _table("""
read_also: Read also/Read more/Also read/See also/More/Don't miss/Related | Lesen Sie auch/Mehr zum Thema/Lesen Sie mehr/Mehr dazu | Lire aussi/À lire aussi/Notre article | Lee también/Te puede interesar/Más información | Leggi anche/Approfondimento | Lees ook/Meer hierover | Leia também/Veja também | Läs också/Läs mer | Les også/Les mer | Læs også/Læs mere | Czytaj także/Zobacz też | Читайте также/По теме
related: Related stories/More on this story/You may also like/Recommended for you/More from {topic}/In this section | Das könnte Sie auch interessieren/Mehr aus {topic}/Weitere Artikel/Passend dazu | Sur le même sujet/Dans la même rubrique/À voir aussi | Noticias relacionadas/Más en {topic}/Otras noticias | Articoli correlati/Potrebbe interessarti | Meer over {topic}/Aanbevolen | Notícias relacionadas/Mais em {topic} | Mer från {topic}/Relaterat | Flere saker/Anbefalt for deg | Mere fra {topic}/Relaterede artikler | Podobne artykuły/Polecamy | Похожие новости/Ещё по теме
most_read: Most read/Trending now/Popular/Latest news/Top stories | Meistgelesen/Aktuell/Neueste Nachrichten/Top-Themen | Les plus lus/En continu/À la une | Lo más leído/Última hora | I più letti/Ultime notizie | Meest gelezen/Net binnen | Mais lidas/Últimas notícias | Mest läst/Senaste nytt | Mest lest/Siste nytt | Mest læste/Seneste nyt | Najczęściej czytane/Najnowsze | Самое читаемое/Последние новости
comments: Comments/Join the conversation/What do you think?/Leave a comment/Readers' comments | Kommentare/Diskutieren Sie mit/Leserkommentare/Ihre Meinung | Commentaires/Réagir/Vos réactions | Comentarios/Deja tu comentario | Commenti/Lascia un commento | Reacties/Reageer | Comentários/Deixe seu comentário | Kommentarer/Kommentera | Kommentarer/Skriv en kommentar | Kommentarer/Debat | Komentarze/Skomentuj | Комментарии/Обсуждение
reply: Reply/Like/Report | Antworten/Melden/Gefällt mir | Répondre/Signaler | Responder/Denunciar | Rispondi/Segnala | Beantwoord/Rapporteer | Responder/Denunciar | Svara/Anmäl | Svar/Rapporter | Svar/Anmeld | Odpowiedz/Zgłoś | Ответить/Пожаловаться
share: Share/Facebook/WhatsApp/Copy link/Email/X/Print/LinkedIn | Teilen/Facebook/WhatsApp/E-Mail/Drucken/Merken | Partager/Facebook/Copier le lien/Envoyer | Compartir/Facebook/Copiar enlace/WhatsApp | Condividi/Facebook/Copia link | Delen/Facebook/Kopieer link | Compartilhar/Facebook/Copiar link | Dela/Facebook/Kopiera länk | Del/Facebook/Kopier lenke | Del/Facebook/Kopiér link | Udostępnij/Facebook/Kopiuj link | Поделиться/ВКонтакте/Копировать ссылку
newsletter: Our newsletter/Get the morning briefing/Sign up for our newsletter/Stay informed | Unser Newsletter/Newsletter abonnieren/Jeden Morgen das Wichtigste | La lettre du matin/Inscrivez-vous à la newsletter | Boletín diario/Suscríbete al boletín | La newsletter del mattino/Iscriviti | Nieuwsbrief/Schrijf je in | Receba a newsletter/Assine o boletim | Nyhetsbrev/Prenumerera | Nyhetsbrev/Meld deg på | Nyhedsbrev/Tilmeld dig | Newsletter/Zapisz się | Рассылка/Подпишитесь на рассылку
subscribe: Subscribe/Subscribe now/Become a member/Start your trial | Jetzt abonnieren/Jetzt testen/Probeabo | S'abonner/Je m'abonne | Suscríbete/Hazte socio | Abbonati/Prova gratis | Word abonnee/Probeer nu | Assine/Seja assinante | Bli prenumerant/Prova nu | Bli abonnent/Prøv nå | Bliv abonnent/Prøv nu | Kup dostęp/Subskrybuj | Оформить подписку/Поддержать
login: Log in/Sign in/My account | Anmelden/Einloggen/Mein Konto | Se connecter/Mon compte | Iniciar sesión/Mi cuenta | Accedi/Il mio profilo | Inloggen/Mijn account | Entrar/Minha conta | Logga in/Mitt konto | Logg inn/Min side | Log ind/Min konto | Zaloguj/Moje konto | Войти/Личный кабинет
advert: Advertisement/Article continues below/Sponsored/Story continues below advertisement | Anzeige/Werbung/Artikel wird nach der Anzeige fortgesetzt | Publicité/La suite après la publicité | Publicidad/Continúa tras la publicidad | Pubblicità/Continua dopo la pubblicità | Advertentie/Lees verder onder de advertentie | Publicidade/Continua após a publicidade | Annons/Artikeln fortsätter efter annonsen | Annonse/Artikkelen fortsetter under annonsen | Annonce/Artiklen fortsætter efter annoncen | Reklama/Dalsza część artykułu pod reklamą | Реклама/Продолжение после рекламы
credit: Photo:/Photo by/Image:/Picture: | Foto:/Bild:/© | Photo :/Crédit :/© | Foto:/Imagen: | Foto:/Credits: | Foto:/Beeld: | Foto:/Imagem: | Foto:/Bild: | Foto:/Arkivfoto: | Foto:/Arkivfoto: | Fot./Zdjęcie: | Фото:/Источник фото:
video: Video/Watch/This video can not be played/Play/Up next/Now playing | Video/Video wird geladen/Jetzt ansehen/Video abspielen | Vidéo/Regarder/Lecture en cours | Vídeo/Ver vídeo/Reproducir | Video/Guarda il video | Video/Bekijk | Vídeo/Assista/Veja o vídeo | Video/Se klippet/Spela upp | Video/Se video/Spill av | Video/Se videoen | Wideo/Obejrzyj | Видео/Смотреть
podcast: Podcast/Listen to this article/Listen to the latest episode | Podcast/Artikel anhören/Jetzt reinhören | Podcast/Écouter l'article | Pódcast/Escuchar artículo | Podcast/Ascolta | Podcast/Luister naar dit artikel | Podcast/Ouça este texto | Podd/Lyssna på artikeln | Podkast/Lytt til saken | Podcast/Lyt til artiklen | Podcast/Posłuchaj | Подкаст/Слушать
tags: Tags/Topics/More about/Filed under | Schlagworte/Themen/Mehr zu | Tags/Sujets/Thèmes | Temas/Etiquetas/Archivado en | Argomenti/Tag | Onderwerpen/Tags | Tópicos/Assuntos/Tags | Ämnen/Taggar | Emner/Mer om | Emner/Mere om | Tagi/Tematy | Теги/Темы
by: By/Written by/From | Von/Ein Artikel von/Text: | Par/De | Por/Texto de | Di/A cura di | Door/Van | Por/Da redação | Av/Text: | Av/Tekst: | Af/Skrevet af | Autor:/Tekst: | Автор:/Текст:
published: Published/Updated/Last updated/Posted on | Veröffentlicht/Aktualisiert/Stand:/Erstellt am | Publié le/Mis à jour le | Publicado/Actualizado | Pubblicato il/Aggiornato | Gepubliceerd/Bijgewerkt | Publicado em/Atualizado | Publicerad/Uppdaterad | Publisert/Oppdatert | Publiceret/Opdateret | Opublikowano/Aktualizacja | Опубликовано/Обновлено
about_author: About the author/Author/Meet the writer | Über den Autor/Zur Person/Über die Autorin | L'auteur/À propos de l'auteur | Sobre el autor/Sobre la firma | Chi è l'autore/L'autore | Over de auteur/Auteur | Sobre o autor/Autor | Om skribenten/Reporter | Om journalisten/Journalist | Om forfatteren/Journalist | O autorze/Autor | Об авторе/Автор
events: Events/What's on/This week | Veranstaltungen/Termine/Was ist los | Agenda/Événements | Agenda/Eventos | Eventi/Agenda | Agenda/Uit | Agenda/Eventos | Evenemang/Kalender | Kalender/Det skjer | Kalender/Det sker | Wydarzenia/Kalendarz | Афиша/События
poll: Poll/Have your say/Do you agree?/Vote | Umfrage/Stimmen Sie ab | Sondage/Votez | Encuesta/Vota | Sondaggio/Vota | Poll/Stem mee | Enquete/Vote | Omröstning/Rösta | Avstemning/Stem | Afstemning/Stem | Sonda/Głosuj | Опрос/Голосовать
facts: Key facts/In brief/At a glance/The background/Timeline | Das Wichtigste in Kürze/Zur Sache/Hintergrund/Info | En bref/Repères/L'essentiel | Claves/En breve/Los datos | In sintesi/La scheda | In het kort/De feiten | Em resumo/Entenda | Fakta/Bakgrund | Fakta/Bakgrunn | Fakta/Baggrund | W skrócie/Fakty | Коротко/Справка
next: Next article/Up next/Continue reading/Read next | Nächster Artikel/Weiterlesen | Article suivant/Lire la suite | Siguiente noticia/Seguir leyendo | Prossimo articolo/Continua a leggere | Volgende artikel/Lees verder | Próxima matéria/Continue lendo | Nästa artikel/Läs vidare | Neste sak/Les videre | Næste artikel/Læs videre | Następny artykuł/Czytaj dalej | Следующая новость/Читать далее
footer: Contact/About us/Privacy policy/Terms of use/Advertise/Careers/Imprint/Cookie settings/Accessibility | Kontakt/Impressum/Datenschutz/AGB/Mediadaten/Karriere/Hilfe/Cookie-Einstellungen | Contact/Mentions légales/Données personnelles/CGU/Publicité/Aide | Contacto/Aviso legal/Política de privacidad/Publicidad/Quiénes somos | Contatti/Note legali/Privacy/Pubblicità/Chi siamo | Contact/Privacy/Voorwaarden/Adverteren/Colofon | Contato/Termos de uso/Privacidade/Anuncie/Quem somos | Kontakt/Om oss/Integritetspolicy/Annonsera | Kontakt/Om oss/Personvern/Annonsere | Kontakt/Om os/Privatlivspolitik/Annoncer | Kontakt/Regulamin/Polityka prywatności/Reklama | Контакты/О нас/Политика конфиденциальности/Реклама
rights: All rights reserved. | Alle Rechte vorbehalten. | Tous droits réservés. | Todos los derechos reservados. | Tutti i diritti riservati. | Alle rechten voorbehouden. | Todos os direitos reservados. | Alla rättigheter förbehållna. | Alle rettigheter reservert. | Alle rettigheder forbeholdes. | Wszelkie prawa zastrzeżone. | Все права защищены.
accept: Accept all/Reject all/Manage settings/Save | Alle akzeptieren/Ablehnen/Einstellungen | Tout accepter/Continuer sans accepter/Paramétrer | Aceptar todo/Rechazar/Configurar | Accetta tutto/Rifiuta/Impostazioni | Alles accepteren/Weigeren | Aceitar todos/Recusar/Configurar | Godkänn alla/Avvisa | Godta alle/Avvis | Accepter alle/Afvis | Akceptuję/Ustawienia | Принять/Настроить
minutes: min read/minute read | Min. Lesezeit/Minuten | min de lecture | min de lectura | min di lettura | min leestijd | min de leitura | min läsning | min lesetid | min. læsetid | min czytania | мин чтения
weather: Weather/Markets/Traffic/Horoscope/Puzzles | Wetter/Börse/Verkehr/Horoskop/Rätsel | Météo/Bourse/Trafic/Jeux | El tiempo/Bolsa/Tráfico/Juegos | Meteo/Borsa/Traffico/Giochi | Weer/Beurs/Verkeer/Puzzels | Tempo/Mercado/Trânsito/Jogos | Väder/Börs/Trafik/Spel | Vær/Børs/Trafikk/Spill | Vejr/Børs/Trafik/Spil | Pogoda/Giełda/Ruch/Gry | Погода/Курсы/Пробки/Игры
""")

_SENTENCES = {
    "consent": {
        "en": ["We use cookies and similar techniques to {words}.", "These cookies are needed so that the site works and can not be turned off.", "These cookies let us count visits, so that {words}.", "You can change your choice at any time under settings.", "We and our {n} partners store information on a device, such as unique identifiers in cookies, to process personal data.", "If you do not allow these cookies, {words}.", "By clicking accept you agree that {words}.", "Functional", "Strictly necessary cookies", "Always active", "Performance cookies", "They are set in response to actions made by you, such as {words}."],
        "de": ["Wir verwenden Cookies und ähnliche Techniken, um {words}.", "Diese Cookies sind für den Betrieb der Seite nötig und lassen sich nicht abschalten.", "Sie können Ihre Einwilligung jederzeit in der Datenschutzerklärung widerrufen.", "Wir und unsere {n} Partner speichern Informationen auf einem Gerät, damit {words}.", "Mit Ihrer Zustimmung {words}.", "Notwendig", "Statistik", "Diese Website nutzt Dienste, die {words}."],
        "fr": ["Nous utilisons des cookies pour {words}.", "Ces cookies sont nécessaires au fonctionnement du site.", "Vous pouvez changer d'avis à tout moment.", "Avec votre accord, nos {n} partenaires et nous utilisons des traceurs afin que {words}."],
        "es": ["Utilizamos cookies para {words}.", "Estas cookies son necesarias para que el sitio funcione.", "Puede retirar su consentimiento en cualquier momento.", "Nosotros y nuestros {n} socios almacenamos datos para {words}."],
        "pt": ["Usamos cookies para {words}.", "Estes cookies são necessários para o funcionamento do site.", "Você pode mudar de opinião a qualquer momento."],
        "it": ["Usiamo cookie per {words}.", "Questi cookie servono al funzionamento del sito.", "Puoi cambiare idea in ogni momento."],
        "": ["Cookies: {words}.", "{words}, {words}.", "{words}."]},
    "newsletter": {
        "en": ["Sign up to get the most important stories in your inbox every morning.", "Subscribe to our weekly letter on {topic}.", "By signing up you agree to our privacy policy.", "You can unsubscribe at any time.", "Get the latest on {topic}: {words}.", "Enter your email address", "For more stories like this, follow us and sign up for the newsletter."],
        "de": ["Jeden Morgen das Wichtigste aus {topic} in Ihrem Postfach.", "Mit der Anmeldung stimmen Sie der Datenschutzerklärung zu.", "Melden Sie sich hier für unseren Newsletter an.", "Sie können den Newsletter jederzeit abbestellen.", "Ihre E-Mail-Adresse"],
        "fr": ["Recevez chaque matin l'essentiel de {topic}.", "En vous inscrivant, vous acceptez nos conditions.", "Votre adresse e-mail"],
        "es": ["Recibe cada mañana lo más importante de {topic}.", "Al registrarte aceptas las condiciones.", "Tu correo electrónico"],
        "": ["{topic}: {words}.", "{words}.", "E-mail"]},
    "bio": {
        "en": ["{name} is a reporter at {site}, where she covers {topic}.", "{name} is a senior editor for {topic} and {words}.", "{name} has written about {topic} for ten years; before that, {words}.", "Follow {name} on X and Instagram.", "Email {name} with tips.", "Born in {place}, {words}."],
        "de": ["{name} ist Redakteurin für {topic} bei {site}.", "{name}, geboren in {place}, schreibt seit Jahren über {topic}.", "Er studierte in {place} und {words}.", "Mehr Artikel von {name}."],
        "fr": ["{name} est journaliste à {site} et suit {topic}.", "Né à {place}, {words}."],
        "es": ["{name} es periodista de {site} y escribe sobre {topic}.", "Nacida en {place}, {words}."],
        "": ["{name}, {site}, {topic}.", "{name}: {words}.", "{words}."]},
    "appeal": {
        "en": ["Thank you for reading {site}.", "Support independent journalism for less than a coffee a week.", "Already a subscriber? Log in to go on reading.", "Unlimited access to all articles on every device.", "Cancel at any time.", "You have read your last free article this month.", "This article is for subscribers only.", "Our readers made this work possible, and {words}.", "Download our app to {words}.", "Join our WhatsApp channel for breaking news.", "Follow us on Facebook, Instagram and X.", "Do you have a story? Write to us at desk@example.org.", "Turn on notifications and never miss {words}."],
        "de": ["Sie haben schon ein Abo? Hier anmelden.", "Testen Sie {site} einen Monat lang für einen Euro.", "Lesen Sie alle Artikel ohne Grenze.", "Monatlich kündbar.", "Dieser Artikel ist Abonnenten vorbehalten.", "Folgen Sie uns auf Facebook und Instagram.", "Haben Sie einen Fehler gefunden? Schreiben Sie uns an redaktion@example.org.", "Guter Journalismus kostet, darum {words}.", "An dieser Stelle finden Sie einen externen Inhalt, der den Artikel ergänzt.", "Laden Sie unsere App, um {words}."],
        "fr": ["Cet article est réservé aux abonnés.", "Déjà abonné ? Connectez-vous.", "Soutenez une presse libre : {words}.", "Suivez-nous sur WhatsApp."],
        "es": ["Este contenido es para suscriptores.", "¿Ya eres suscriptor? Inicia sesión.", "Sigue toda la información de {topic} en Facebook y X.", "Apoya el periodismo independiente: {words}."],
        "": ["{site}: {words}.", "{words}, {words}.", "{words}!"]},
    "rules": {
        "en": ["Comments are moderated by our team and appear when {words}.", "Please keep to our house rules: be kind, {words}.", "Members get offers and adverts from us and our partners.", "Your email address will not be published.", "You must be logged in to post a comment."],
        "de": ["Bitte beachten Sie unsere Netiquette: {words}.", "Kommentare werden geprüft, bevor {words}.", "Die Kommentarfunktion ist geschlossen."],
        "": ["{words}.", "{words}, {words}."]},
    "legal": {
        "en": ["{site} is not responsible for the content of external sites.", "Published by {site} Media Ltd, registered in {place}.", "This material may not be published, broadcast, rewritten or redistributed.", "{site} takes part in affiliate programmes and may earn a commission when {words}.", "Quotes are delayed by at least 15 minutes.", "This story was reported with files from the agency.", "Read our terms, and how {words}."],
        "de": ["{site} übernimmt keine Haftung für externe Inhalte.", "Nachdruck nur mit Genehmigung der Redaktion.", "Kurse um mindestens 15 Minuten verzögert.", "Mit * gekennzeichnete Links sind Affiliate-Links, für die {site} eine Provision erhält."],
        "": ["{site}, {place}: {words}.", "{words}."]},
}


def label(role, writer):
    return writer.random.choice(_LABELS[role, writer.language]).replace("{topic}", writer.label(1, 1))


def labels(role, writer):
    return list(_LABELS[role, writer.language])


def sentence(role, writer, site="The Courier"):
    """A sentence of the role in the writer's language; where there is none, a generated one of the same shape."""
    text = writer.random.choice(_SENTENCES[role].get(writer.language, _SENTENCES[role][""]))
    while "{words}" in text:
        text = text.replace("{words}", writer.words(writer.random.randint(4, 20)), 1)
    for name, value in (("name", writer.name()), ("site", site), ("topic", writer.label(1, 1)), ("place", writer.place()),
                        ("n", str(writer.random.randint(12, 900)))):
        text = text.replace("{" + name + "}", value)
    return text


def sentences(role, writer, site, low, high):
    return " ".join(sentence(role, writer, site) for _ in range(writer.random.randint(low, high)))
