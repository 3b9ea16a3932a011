"""Invented names: given and family names of one origin stand together, so that no combination sounds wrong."""

import random
import unicodedata
from collections.abc import Iterator

GROUPS: tuple[tuple[str, str], ...] = (
    (
        "Amy Callum Chloe Dominic Ella Fergus Gemma Harriet Imogen Jack Keira Lewis Nathan Poppy Rory Toby",
        "Ainsworth Barraclough Calvert Dunmore Entwistle Fairley Garside Holroyd Ibbotson Kershaw Lumb Oldroyd "
        "Pickersgill Ramsden Sugden Thackray",
    ),
    (
        "Aoife Cian Declan Fiona Hamish Iain Maeve Niamh Orla Ruairi Shona Siobhan",
        "Brannigan Carmody Drummond Gilhooly Kinsella MacAskill McEntee Muldowney Quigley Scanlon Tierney Urquhart",
    ),
    (
        "Anke Birgit Carsten Dörte Florian Greta Henning Jana Katrin Lennart Meike Nils Ulrike Volker Wiebke",
        "Ahlers Baumgarten Dettmann Eberhardt Fuhrmann Grothe Hagedorn Jessen Kettler Lohmann Möllers Oberndorf "
        "Reinke Stolze Wittich",
    ),
    (
        "Ayşe Burak Cem Defne Elif Emre Gizem Kerem Mert Nazlı Onur Selin",
        "Aksoy Balcı Çetinkaya Demirel Erdem Güneş Karaca Özkan Polat Tekin Uysal Yavuz",
    ),
    (
        "Agnieszka Bartosz Dorota Grzegorz Iwona Jakub Kinga Marek Oliwia Paweł Tomasz Zofia",
        "Bielak Czajka Gajda Jaworek Kozioł Lisek Majcher Nowak Pietras Rusin Sowa Wilczek",
    ),
    (
        "Aditi Arjun Deepa Ishaan Kavya Manish Meera Nikhil Pooja Rohan Shreya Varun",
        "Bhandari Chaudhuri Deshpande Iyengar Joshi Kulkarni Menon Nambiar Pillai Raghavan Sethi Venkatesan",
    ),
    (
        "Amina Bilal Faisal Hamza Iqra Maryam Nadia Omar Rabia Saad Sana Zainab",
        "Anwar Baig Chaudhry Farooqi Hashmi Javed Mirza Qureshi Rahmani Siddiqui Tariq Warsi",
    ),
    (
        "Adaeze Babatunde Chidi Folake Ifeoma Kelechi Ngozi Obinna Segun Temitope Uche Yetunde",
        "Adebayo Balogun Chukwu Ekwueme Fashola Ibekwe Madu Nwosu Ogunleye Olatunji Soyemi Uzor",
    ),
    (
        "Abena Akua Efua Kofi Kojo Kwabena Kwame Nana Yaa Yaw",
        "Agyeman Asare Boateng Darko Mensah Nyarko Ofori Oppong Owusu Sarpong",
    ),
    (
        "Bo Chen Jing Lan Mei Ping Qing Rui Wei Xin Yan Zhen",
        "Cheng Dai Fang Guo Hou Jiang Luo Meng Qiu Shen Tan Xu",
    ),
    (
        "An Chau Duc Giang Hanh Khanh Linh Minh Nga Phuong Thao Tuan",
        "Bui Dang Dinh Duong Huynh Lam Luong Mai Ngo Phan Trinh Vo",
    ),
    (
        "Aiko Daichi Emi Haruka Jun Kaori Kenji Mina Naoki Rina Sora Yuki",
        "Fujimori Hirano Ikeda Kanda Matsuda Nagano Okabe Sakai Shimizu Takeda Uchida Yamane",
    ),
    (
        "Eun-ji Hana Ji-ho Jisoo Min-jun Seo-yeon Soo-ah Tae-yang Yuna",
        "Bae Chung Han Jeong Kang Noh Seong Shim Yoo",
    ),
    (
        "Alba Álvaro Beatriz Carlos Daniela Esteban Inés Jimena Lucía Mateo Rodrigo Valeria",
        "Arroyo Benítez Cordero Escobar Fuentes Herrera Lozano Montoya Olmedo Pacheco Quintana Villalba",
    ),
    (
        "Bruna Caio Débora Fábio Gabriela Igor Larissa Marcos Renata Thiago Vitória Yara",
        "Almeida Barreto Cardoso Domingues Esteves Figueira Moreira Nogueira Pinheiro Queiroz Salgado Teixeira",
    ),
    (
        "Amélie Bastien Clémence Damien Élodie Gaspard Joséphine Léonie Mathis Océane Rémi Solène",
        "Beaulieu Charpentier Desrosiers Fontaine Gauthier Lachance Marchand Perreault Rousselle Thibault Vasseur "
        "Villeneuve",
    ),
    (
        "Alessia Bianca Chiara Dario Elisa Fabrizio Giulia Lorenzo Matteo Noemi Riccardo Serena",
        "Barbieri Caruso De Luca Ferrante Gentile Lombardo Marini Orsini Pellegrino Rinaldi Sartori Vitale",
    ),
    (
        "Aksel Astrid Eirik Freja Gustav Ingrid Kaisa Lars Maja Oskar Signe Tuva",
        "Aaltonen Bergström Dahlgren Ekholm Halvorsen Iversen Kallio Lindahl Nyström Rasmussen Sandvik Virtanen",
    ),
    (
        "Anastasia Christos Danae Eleni Giorgos Katerina Lefteris Nikos Panos Zoe",
        "Andreou Economou Ioannou Kyriakou Lambrou Markou Nicolaou Stavrou Theodorou Vasiliou",
    ),
    (
        "Amal Bassam Dina Farah Hadi Karim Layla Mona Nabil Rania Samir Yasmin",
        "Abboud Barakat Darwish Fakhoury Ghanem Haddad Khalil Mansour Nasser Qasim Saleh Tannous",
    ),
    (
        "Arash Azadeh Babak Darya Farhad Kaveh Leila Mahsa Navid Parisa Roya Shirin",
        "Ahmadian Bahrami Daneshvar Ebrahimi Farahani Golestan Hosseini Karimi Moradi Nouri Rostami Tehrani",
    ),
    (
        "Abdi Almaz Bethlehem Dawit Fikir Hiwot Liya Mekdes Samuel Selam Tewodros Yonas",
        "Abebe Bekele Demissie Fekadu Gebre Hailu Kebede Lemma Mulugeta Tadesse Wolde Zewde",
    ),
    (
        "Alisha Andre Corinne Delroy Jermaine Keisha Marlon Natasha Shanice Tamara Trevor Winston",
        "Allick Blackwood Campbell Dacosta Edmund Fairweather Grandison Hinds Lovelace Palmer Rochester Swaby",
    ),
    (
        "Bohdan Daryna Halyna Kateryna Larysa Maksym Nadiya Oksana Petro Taras Vira Yulia",
        "Bondar Danylenko Fedorenko Hrytsenko Kovalchuk Lysenko Marchuk Onyshchenko Petrenko Shevchuk Tkach Zinchenko",
    ),
    (
        "Anouk Bram Daan Eline Femke Joost Lieke Maarten Niels Roos Sanne Wouter",
        "Bakker De Graaf Dijkstra Hoekstra Kuipers Mulder Postma Smit Ter Horst Van Beek Visser Zijlstra",
    ),
    (
        "Dušan Jiří Kamil Lukáš Marek Matěj Ondřej Pavel Radek Štěpán Tomáš Zdeněk",
        "Bartoš Černý Doležal Fiala Holub Jelínek Konečný Málek Pokorný Ševčík Urban Zeman",
    ),
)
"""(given names, family names); a family name of two words begins with De, Ter or Van."""

_PLAIN = str.maketrans({"ø": "o", "ı": "i", "ł": "l", "ß": "ss", "æ": "ae", "đ": "d"})


def draw_names(rng: random.Random, taken: set[str]) -> Iterator[str]:
    """Endless different names; no given name twice within two dozen people, none of `taken`, which grows."""
    recent: list[str] = []
    while True:
        given_names, family_names = rng.choice(GROUPS)
        given = rng.choice(given_names.split())
        name = f"{given} {rng.choice(_families(family_names))}"
        if name in taken or given in recent or f"~{name.split(' ', 1)[1]}" in taken:
            continue
        recent = [given, *recent[:23]]
        taken |= {name, f"~{name.split(' ', 1)[1]}"}
        yield name


def _families(names: str) -> list[str]:
    for particle in ("De", "Ter", "Van"):
        names = names.replace(f" {particle} ", f" {particle}_")
    return [name.replace("_", " ") for name in names.split()]


def address(name: str, domain: str) -> str:
    """“Dr Élodie De Luca” at lumen.example → elodie.deluca@lumen.example."""
    given, _, family = name.removeprefix("Dr ").partition(" ")
    plain = unicodedata.normalize("NFKD", f"{given}.{family}".translate(_PLAIN).casefold().translate(_PLAIN))
    letters = "".join(letter for letter in plain if letter.isascii() and (letter.isalnum() or letter in ".-"))
    return f"{letters}@{domain}"
