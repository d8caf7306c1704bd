"""Names that the grammar puts into sentences: people of many countries, and invented companies."""

from __future__ import annotations

__all__ = ["BUSINESSES", "COMPANIES", "FIRST_NAMES", "LAST_NAMES"]

FIRST_NAMES = tuple(
    """Anna Ben Carla David Emma Frank Grace Henry Ivan Julia Karen Laura Mark Nina Oliver Paul Rachel Sam Tom Victor
    Wendy Alex Brian Claire Daniel Elena Fiona George Helen James Kate Linda Maria Nick Peter Rosa Steve Tina Walter
    Lisa Sarah Michael John Robert Susan Diane Kevin Amy Jason Monica Eric Tony Priya Omar Marcus Dana Chris Jordan
    Megan Scott Greg Joyce Martin Luke Ruth Denise Hannah Colin Owen Marisol Aisha Ahmed Fatima Ravi Anil Sunita Neha
    Deepak Sanjay Kavita Thandi Sipho Nomsa Chidi Ngozi Kwame Ama Wanjiru Kamau Grace Faith Joseph Angela Jerome Tyrone
    Keisha Latoya Carmen Luis Diego Sofia Miguel Jose Ana Teresa Patrick Sean Niamh Siobhan Declan Aoife Callum Isla
    Gareth Rhys Bronwyn Hamish Heather Craig Stuart Alison Gemma Darren Tracy Wayne Sharon Barry Nigel Janet Trevor
    Maureen Derek Doreen Shane Kylie Bruce Sheila Wei Mei Jun Ling Kenji Yuki Hassan Leila Yusuf Zainab Vincent Louise
    Simon Rebecca Charlotte Lucy Sophie Ethan Noah Mia Ella Jack Harry Leo Ruby Alice Edward Victoria Andrew Philip
    Caroline Matthew Joshua Emily Jessica Ashley Brittany Tyler Brandon Crystal Tiffany Gloria Dorothy Betty Nancy
    Sandra Donna Carol Michelle Kimberly Melissa Deborah Stephanie Gary Larry Jerry Dennis Roger Keith""".split()
)

LAST_NAMES = tuple(
    """Adams Baker Carter Davis Evans Foster Garcia Hughes Jackson Keller Lopez Miller Nelson Owens Parker Reed Stone
    Turner Walker Young Brooks Cooper Harris Morgan Murphy Price Ross Shaw Bennett Collins Hayes Jenkins Lewis Martinez
    Wilson Brown Clark Hall King Wright Green Smith Johnson Williams Jones Taylor Thompson White Patel Sharma Khan Singh
    Gupta Rao Nair Iyer Ahmed Hussain Malik Okafor Adeyemi Mensah Boateng Dlamini Nkosi Naidoo Mokoena Kamau Otieno
    Mwangi Santos Reyes Cruz Garcia Mendoza Ramos Tan Lim Lee Wong Chen Chan Nguyen Kim Park Tanaka Campbell Stewart
    Fraser MacDonald Murray Sinclair Kelly Byrne Ryan Doyle Walsh Griffiths Rees Powell Whitlock Tully Marsh Cole Vega
    Barnes Holloway Pritchard Ellis Fletcher Gibson Hart Lambert Mason Nash Palmer Quinn Rhodes Spencer Tate Vaughn
    Webb York Abbott Burke Chandler Drake Everett Finch Goodwin Harper Ingram Jarvis Kirby Lawson Mercer Norris Osborne
    Pearce Ramsey Saunders Thornton Underwood Vincent Watts Alvarez Castillo Delgado Espinoza Flores Guerrero Herrera
    Jimenez Medina Navarro Ortiz Perez Rivera Salazar Torres Vasquez Romano Rossi Schmidt Weber Novak""".split()
)

COMPANIES = tuple(
    """Northwind Summit Harbor Lakeside Granite Bluebird Meridian Cedar Falcon Pinnacle Riverside Sterling Coastal
    Evergreen Atlas Beacon Canyon Delta Eagle Frontier Golden Highland Ironwood Keystone Liberty Maple Oakmont Pacific
    Redwood Silver Titan Union Valley Western Apex Crystal Brightway Westfield Kingston Hillside Crown Metro Larkfield
    Crestline Bridgewell Bexley Tamar Ashford Brookline Castle Dunmore Eastgate Fairview Glenmore Hartwell Kestrel
    Linden Millbrook Newport Orchard Parkway Quayside Rosewood Stonebridge Thames Wexford Yorkdale Zenith Ambassador
    Capital Central Citywide National Premier Regal Southern United Victory Windsor""".split()
)

BUSINESSES = tuple(
    """Supply Logistics Foods Printing Medical Plumbing Electric Builders Services Partners Finance Credit Energy Motors
    Dental Steel Packaging Furniture Freight Catering Roofing Recovery Industries Trading Design Systems Solutions Tools
    Textiles Media Security Cleaning Transport Holdings Group Water Gas Broadband Telecom Bank Loans Collections
    Properties Lettings Housing Insurance Hospital Clinic Gym Stores Distribution Chemicals Timber""".split()
)
